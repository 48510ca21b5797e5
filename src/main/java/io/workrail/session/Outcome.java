package io.workrail.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** A unit of work that is not true yet, and the reply that may be sent once it is. */
record Outcome(SessionUnit unit, ObjectNode reply) {
  /** The position is left for the next one. */
  static Outcome advanced(
      SessionUnit unit, Progress after, Optional<String> digest, ObjectNode payload) {
    String outcome = nameOf(after);
    payload.put("outcome", outcome);
    unit.state(after.state())
        .status(after.isComplete() ? SessionStatus.COMPLETED : SessionStatus.ACTIVE)
        .record(EventType.ADVANCED, digest, payload)
        .leavePosition(UsedPosition.Cause.ADVANCED);
    Session session = unit.after();
    return new Outcome(unit, Replies.withNext(Replies.of(outcome, session), session, after));
  }

  private static String nameOf(Progress after) {
    if (after.isComplete()) {
      return "complete";
    }
    return after.pending().isPresent() ? "advanced" : "needs_context";
  }

  /** The change; the reply is kept for repeated calls when the position is advanced from. */
  SessionChange change() {
    return unit.change(reply);
  }
}
