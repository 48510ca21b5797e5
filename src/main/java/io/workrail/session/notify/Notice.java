package io.workrail.session.notify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.json.StrictJson;
import io.workrail.session.Session;
import io.workrail.session.SessionEvent;
import io.workrail.session.SessionId;
import io.workrail.telemetry.trace.TraceContext;
import java.time.Instant;
import java.util.Optional;

/**
 * What is told: ids and states, nothing that somebody wrote. Small, because many of them may wait.
 *
 * @param id the same in every attempt to deliver it, so that a receiver can drop repetitions
 * @param seq the event that is the occasion
 * @param positionSince the event that began the pending step
 * @param trace that of the call that made it happen, which the message carries on
 */
record Notice(
    String id,
    Occasion occasion,
    SessionId session,
    String workflow,
    String status,
    String owner,
    Optional<String> team,
    long seq,
    long positionSince,
    Instant at,
    Optional<TraceContext> trace) {

  static Notice of(Occasion occasion, Session session, SessionEvent event) {
    return new Notice(
        "%s-%d-%s".formatted(session.id(), event.seq(), occasion.label()),
        occasion,
        session.id(),
        session.workflowId().value(),
        session.status().label(),
        session.owner(),
        session.team(),
        event.seq(),
        session.positionSince(),
        event.at(),
        TraceContext.current());
  }

  /**
   * The message.
   *
   * @param stepId the step at which it happened, where there is one
   * @param submissionId the work that waits for an approver, where there is some
   */
  byte[] toJson(Optional<String> stepId, Optional<String> submissionId) {
    ObjectNode json = StrictJson.mapper().createObjectNode();
    json.put("id", id)
        .put("event", occasion.label())
        .put("sessionId", session.value())
        .put("workflowId", workflow)
        .put("status", status)
        .put("owner", owner);
    team.ifPresent(name -> json.put("team", name));
    stepId.ifPresent(step -> json.put("stepId", step));
    submissionId.ifPresent(submission -> json.put("submissionId", submission));
    json.put("seq", seq).put("at", at.toString());
    return StrictJson.writeBytes(json);
  }
}
