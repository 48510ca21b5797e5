package io.workrail.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.auth.Role;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** An approver's word on submitted work. Approval advances in its own unit of work. Thread-safe. */
final class DecideSubmission {
  private static final int MAX_COMMENT = 8 * 1024;

  private final SessionStore store;
  private final SessionLookup lookup;
  private final PinnedWorkflows workflows;
  private final SessionWriter writer;
  private final FourEyes fourEyes;
  private final Clock clock;

  /** What the approver says. */
  record Word(Submission.Status decision, Optional<String> comment) {
    Word {
      comment.ifPresent(
          text -> {
            StorableText.require("comment", text);
            SessionException.requireSize("comment", text, MAX_COMMENT);
          });
    }
  }

  DecideSubmission(
      SessionStore store,
      PinnedWorkflows workflows,
      SessionWriter writer,
      FourEyes fourEyes,
      Clock clock) {
    this.store = store;
    this.lookup = new SessionLookup(store);
    this.workflows = workflows;
    this.writer = writer;
    this.fourEyes = fourEyes;
    this.clock = clock;
  }

  /** Decides on work in a session of the scope. */
  SessionAnswer run(
      String sessionId, String submissionId, Word word, Requester who, SessionScope scope) {
    if (!who.caller().has(Role.APPROVER)) {
      throw SessionException.notAllowed("Only the role approver decides on submissions.");
    }
    return Contention.resolve(
        () -> {
          Session session = lookup.byId(sessionId, scope);
          Submission submission =
              store
                  .findSubmission(submissionId)
                  .filter(found -> found.sessionId().equals(session.id()))
                  .orElseThrow(() -> SessionException.unknown("submissionId"));
          if (submission.status() != Submission.Status.OPEN) {
            throw SessionException.submissionClosed(submission);
          }
          fourEyes.check(session, submission, who);
          Outcome outcome = decide(session, submission, word, who);
          return writer.commit(outcome.change())
              ? Optional.of(new SessionAnswer.Reply(withoutToken(outcome.reply())))
              : Optional.empty();
        });
  }

  private Outcome decide(Session session, Submission submission, Word word, Requester who) {
    Instant now = clock.instant();
    Progress progress = Progress.of(workflows.of(session), session.state());
    Attempt attempt =
        Attempt.of(session, progress, new StepInput(inputOf(submission)), who.actor(), now);
    Submission decided =
        submission.decided(
            word.decision(), new Submission.Decision(who.caller().subject(), now, word.comment()));
    Outcome outcome =
        word.decision() == Submission.Status.APPROVED
            ? attempt.approved(submission, word.comment())
            : attempt.rejected(submission, word.comment());
    outcome.unit().submission(new SessionChange.SubmissionChange.Decide(decided));
    return outcome;
  }

  private static ObjectNode inputOf(Submission submission) {
    try {
      return (ObjectNode) StrictJson.parse(submission.input());
    } catch (MalformedJsonException e) {
      throw new IllegalStateException("a submission is damaged: " + submission.id(), e);
    }
  }

  /** The next step is the submitter's: an approver gets no token. */
  private static ObjectNode withoutToken(ObjectNode reply) {
    ObjectNode shown = reply.deepCopy();
    shown.remove("continueToken");
    shown.remove("nextCall");
    return shown;
  }
}
