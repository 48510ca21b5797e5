package io.workrail.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Takes a session back to before a step. The work that was done stays in the events. */
final class RewindSession {
  private final SessionStore store;
  private final SessionLookup lookup;
  private final PinnedWorkflows workflows;
  private final SessionWriter writer;
  private final LivingBranch branch;
  private final Clock clock;

  /**
   * Where to.
   *
   * @param round of the step's loop; the latest occurrence when absent
   */
  record Target(String stepId, Optional<Integer> round, String reason, long expectedRevision) {
    Target {
      StorableText.require("reason", reason);
    }

    boolean isAt(CompletedStep step) {
      return step.stepId().equals(stepId) && (round.isEmpty() || step.round().equals(round));
    }
  }

  RewindSession(SessionStore store, PinnedWorkflows workflows, SessionWriter writer, Clock clock) {
    this.store = store;
    this.lookup = new SessionLookup(store);
    this.workflows = workflows;
    this.writer = writer;
    this.branch = new LivingBranch(store, workflows);
    this.clock = clock;
  }

  SessionAnswer run(String sessionId, Target target, Requester who) {
    Session session = lookup.byId(sessionId, who.shared());
    SessionLookup.requireWorkable(session, who);
    if (session.revision() != target.expectedRevision()) {
      throw SessionException.revisionConflict(target.expectedRevision(), session);
    }
    if (store.findOpenSubmission(session.id()).isPresent()) {
      throw SessionException.invalid(
          "Work on a step waits for an approver; the session can go back once it is decided.");
    }
    LivingBranch.Completed to = find(branch.read(session), target);
    Progress progress = Progress.of(workflows.of(session), to.before());
    SessionUnit unit =
        SessionUnit.on(session, who.actor(), clock.instant())
            .state(progress.state())
            .status(SessionStatus.ACTIVE)
            .supersedeFrom(to.position())
            .record(EventType.REWOUND, Optional.empty(), payload(to, target))
            .leavePosition(UsedPosition.Cause.REWOUND);
    if (!writer.commit(unit.change())) {
      throw SessionException.revisionConflict(
          target.expectedRevision(), lookup.byId(sessionId, who.shared()));
    }
    Session after = unit.after();
    return new SessionAnswer.Reply(Replies.withNext(Replies.of("rewound", after), after, progress));
  }

  private static LivingBranch.Completed find(List<LivingBranch.Completed> steps, Target target) {
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (target.isAt(steps.get(i).step())) {
        return steps.get(i);
      }
    }
    throw SessionException.stepNotCompleted(
        target.stepId(),
        steps.isEmpty()
            ? "none"
            : steps.stream()
                .map(done -> done.step().stepId())
                .distinct()
                .collect(Collectors.joining(", ")));
  }

  private static ObjectNode payload(LivingBranch.Completed to, Target target) {
    return Replies.step(to.step()).put("toPosition", to.position()).put("reason", target.reason());
  }
}
