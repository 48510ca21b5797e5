package io.workrail.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import io.workrail.workflow.Workflow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The advances of a session that no rewind took back, and the states they led through. Read only
 * for a rewind: its cost grows with the steps of this one session.
 */
final class LivingBranch {
  private static final int PAGE = 200;

  private final SessionStore store;
  private final PinnedWorkflows workflows;

  /**
   * A completed step.
   *
   * @param position the position it was completed at
   * @param before the state before it
   */
  record Completed(CompletedStep step, long position, SessionState before) {}

  LivingBranch(SessionStore store, PinnedWorkflows workflows) {
    this.store = store;
    this.workflows = workflows;
  }

  /** All completed steps, the oldest first. */
  List<Completed> read(Session session) {
    Workflow workflow = workflows.of(session);
    Progress progress = Progress.of(workflow, SessionState.initial(contextAtStart(session)));
    List<Completed> steps = new ArrayList<>();
    for (SessionEvent event : advances(session)) {
      ObjectNode payload = payload(event);
      ObjectNode change =
          payload.path("contextChange") instanceof ObjectNode told ? told : Replies.object();
      Optional<CompletedStep> step = stepOf(payload);
      if (step.isPresent()) {
        steps.add(new Completed(step.get(), event.position(), progress.state()));
        progress = progress.completed(step.get(), change);
      } else {
        progress = progress.informed(change);
      }
    }
    return steps;
  }

  private List<SessionEvent> advances(Session session) {
    List<SessionEvent> newestFirst = new ArrayList<>();
    long before = session.position();
    List<SessionEvent> page = store.listLivingAdvances(session.id(), before, PAGE);
    while (!page.isEmpty()) {
      newestFirst.addAll(page);
      before = page.get(page.size() - 1).position();
      page = store.listLivingAdvances(session.id(), before, PAGE);
    }
    Collections.reverse(newestFirst);
    return newestFirst;
  }

  private ObjectNode contextAtStart(Session session) {
    SessionEvent started = store.listEvents(session.id(), 0, 1).get(0);
    return payload(started).path("context") instanceof ObjectNode context
        ? context
        : Replies.object();
  }

  static Optional<CompletedStep> stepOf(ObjectNode payload) {
    return payload.path("stepId").isTextual()
        ? Optional.of(
            new CompletedStep(
                payload.path("stepId").asText(),
                payload.path("round").isInt()
                    ? Optional.of(payload.path("round").asInt())
                    : Optional.empty()))
        : Optional.empty();
  }

  static ObjectNode payload(SessionEvent event) {
    try {
      return (ObjectNode) StrictJson.parse(event.payload());
    } catch (MalformedJsonException e) {
      throw new IllegalStateException("an event is damaged: " + event.sessionId(), e);
    }
  }
}
