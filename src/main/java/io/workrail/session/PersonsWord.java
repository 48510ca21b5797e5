package io.workrail.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.engine.OutputVerdict;
import java.util.List;
import java.util.Optional;

/** Gets the word of a person for steps that need it, in the way that is configured. */
interface PersonsWord {
  /** What is known of the person's word on an attempt. */
  sealed interface Verdict {
    /** The person agrees. */
    record Agreed(Confirmation confirmation) implements Verdict {}

    /** The person wants something mended. */
    record SentBack(OutputVerdict objection) implements Verdict {}

    /** The question has to be written down first. */
    record Written(Outcome outcome) implements Verdict {}

    /** There is an answer that changes nothing. */
    record Known(SessionAnswer answer) implements Verdict {}
  }

  Verdict on(Attempt attempt, Asking asking);

  /** What a person's comment means for the agent. */
  static OutputVerdict objection(Optional<String> comment) {
    String issue =
        comment
            .filter(text -> !text.isBlank())
            .map(text -> "Sent back by a person: " + text.strip())
            .orElse("Sent back by a person, without a comment.");
    return new OutputVerdict(
        false,
        List.of(issue),
        List.of("Do what the person asks for, then call again with new notes."));
  }

  /** The agent asks its user and says so. */
  final class Reported implements PersonsWord {
    private final SessionStore store;

    Reported(SessionStore store) {
      this.store = store;
    }

    @Override
    public Verdict on(Attempt attempt, Asking asking) {
      if (attempt.input().confirmed()) {
        return new Verdict.Agreed(Confirmation.REPORTED);
      }
      return asked(store, attempt);
    }
  }

  /** The question is written down once, however often the call is repeated. */
  static Verdict asked(SessionStore store, Attempt attempt) {
    Session session = attempt.session();
    if (store.hasEvent(
        session.id(), session.positionSince(), EventType.CONFIRMATION_ASKED, attempt.digest())) {
      ObjectNode reply =
          attempt.awaitingReply(session, attempt.reportedQuestion(), attempt.confirmedCall());
      return new Verdict.Known(new SessionAnswer.Reply(Replies.replayed(reply)));
    }
    return new Verdict.Written(attempt.asked());
  }
}
