package io.workrail.session;

import java.util.Optional;

/**
 * The person is asked through the client, and the model's word does not count. A client that cannot
 * ask leaves it to the agent.
 */
final class ElicitedWord implements PersonsWord {
  private static final int SHOWN_NOTES = 4_000;

  private final Elicitation elicitation;
  private final SessionStore store;
  private final PersonsWord withoutClient;

  ElicitedWord(Elicitation elicitation, SessionStore store) {
    this.elicitation = elicitation;
    this.store = store;
    this.withoutClient = new Reported(store);
  }

  @Override
  public Verdict on(Attempt attempt, Asking asking) {
    if (!(asking instanceof Asking.Possible possible)) {
      return withoutClient.on(attempt, asking);
    }
    Elicitation.Question question =
        new Elicitation.Question(
            attempt.session(),
            attempt.step().stepId(),
            attempt.actor().subject(),
            attempt.digest());
    Elicitation.Word word = elicitation.read(question, possible.answer());
    if (word instanceof Elicitation.Word.Confirmed confirmed) {
      return new Verdict.Agreed(new Confirmation(Confirmation.Way.ELICITED, confirmed.comment()));
    }
    if (word instanceof Elicitation.Word.SentBack sentBack) {
      return new Verdict.SentBack(PersonsWord.objection(sentBack.comment()));
    }
    if (word instanceof Elicitation.Word.Cancelled) {
      return awaiting(attempt);
    }
    return new Verdict.Known(
        new SessionAnswer.Ask(messageFor(attempt), elicitation.stateOf(question)));
  }

  /** The person closed the question: the same call asks again. */
  private Verdict awaiting(Attempt attempt) {
    String prompt =
        "The person closed the question without an answer; the step waits. Repeat the call when"
            + " they are ready to be asked again.";
    Session session = attempt.session();
    if (store.hasEvent(
        session.id(), session.positionSince(), EventType.CONFIRMATION_ASKED, attempt.digest())) {
      return new Verdict.Known(
          new SessionAnswer.Reply(
              attempt.awaitingReply(session, prompt, attempt.input().arguments())));
    }
    SessionUnit unit = attempt.asked().unit();
    return new Verdict.Written(
        new Outcome(
            unit, attempt.awaitingReply(unit.after(), prompt, attempt.input().arguments())));
  }

  /** The person sees what the agent says it did; what does not fit is counted, not hidden. */
  private static String messageFor(Attempt attempt) {
    String notes = attempt.input().notes().strip();
    int surplus = notes.length() - SHOWN_NOTES;
    String shown = surplus <= 0 ? notes : notes.substring(0, SHOWN_NOTES);
    Optional<String> rest =
        surplus <= 0
            ? Optional.empty()
            : Optional.of("\n… (%d more characters are not shown here)".formatted(surplus));
    return """
        Confirm the step "%s"?
        Goal: %s

        What the agent says it did:
        %s%s"""
        .formatted(
            attempt.pending().step().title(), attempt.session().goal(), shown, rest.orElse(""));
  }
}
