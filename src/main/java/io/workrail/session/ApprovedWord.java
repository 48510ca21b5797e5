package io.workrail.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.json.StrictJson;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Work is submitted, and somebody with the role {@code approver} decides on it. The call that
 * submitted it is also the way to ask for the decision.
 */
final class ApprovedWord implements PersonsWord {
  private static final int ID_BYTES = 16;

  private final SessionStore store;
  private final RandomGenerator random;

  ApprovedWord(SessionStore store, RandomGenerator random) {
    this.store = store;
    this.random = random;
  }

  @Override
  public Verdict on(Attempt attempt, Asking asking) {
    Session session = attempt.session();
    Optional<Submission> known =
        store.findSubmission(session.id(), session.position(), attempt.digest());
    if (known.isPresent()) {
      Submission submission = known.get();
      switch (submission.status()) {
        case OPEN:
          return new Verdict.Known(
              new SessionAnswer.Reply(
                  Replies.replayed(waiting(attempt, session, submission.id()))));
        case REJECTED:
          return new Verdict.Known(
              new SessionAnswer.Reply(
                  Attempt.blockedReply(
                      session,
                      PersonsWord.objection(
                          submission.decision().flatMap(Submission.Decision::comment)))));
        default:
          break;
      }
    }
    return submit(attempt);
  }

  private Verdict submit(Attempt attempt) {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    Submission submission =
        new Submission(
            "sub_" + HexFormat.of().formatHex(id),
            attempt.session().id(),
            attempt.session().position(),
            attempt.step().stepId(),
            attempt.actor().subject(),
            attempt.actor().client(),
            attempt.now(),
            attempt.digest(),
            StrictJson.write(attempt.input().arguments()),
            Submission.Status.OPEN,
            Optional.empty());
    SessionUnit unit =
        attempt
            .unit()
            .status(SessionStatus.AWAITING_CONFIRMATION)
            .record(
                EventType.SUBMITTED,
                Optional.of(attempt.digest()),
                attempt.payload().put("submissionId", submission.id()))
            .submission(new SessionChange.SubmissionChange.Submit(submission));
    return new Verdict.Written(new Outcome(unit, waiting(attempt, unit.after(), submission.id())));
  }

  private static ObjectNode waiting(Attempt attempt, Session session, String submissionId) {
    String prompt =
        "The step \"%s\" was submitted as %s and waits for an approver. Tell your user, and repeat"
                .formatted(attempt.pending().step().title(), submissionId)
            + " exactly this call later to learn the decision. Different notes replace the"
            + " submission.";
    return attempt.awaitingReply(session, prompt, attempt.input().arguments());
  }
}
