package io.workrail.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.engine.OutputVerdict;
import java.time.Clock;
import java.util.Optional;

/** Completes the pending step, or says why it is not complete yet. Thread-safe. */
final class ContinueSession {
  private final SessionStore store;
  private final SessionLookup lookup;
  private final PinnedWorkflows workflows;
  private final SessionWriter writer;
  private final Replays replays;
  private final PersonsWord personsWord;
  private final Clock clock;

  ContinueSession(
      SessionStore store,
      PinnedWorkflows workflows,
      SessionWriter writer,
      PersonsWord personsWord,
      Clock clock) {
    this.store = store;
    this.lookup = new SessionLookup(store);
    this.workflows = workflows;
    this.writer = writer;
    this.replays = new Replays(store);
    this.personsWord = personsWord;
    this.clock = clock;
  }

  /** Whoever was quicker decided: look again, and see whether this call is a replay by now. */
  SessionAnswer run(String token, StepInput input, Asking asking, Requester who) {
    return Contention.resolve(() -> tryOnce(token, input, asking, who));
  }

  private Optional<SessionAnswer> tryOnce(
      String token, StepInput input, Asking asking, Requester who) {
    SessionLookup.Located located = lookup.byToken(token, who);
    if (!located.isCurrent()) {
      return Optional.of(replays.answer(located, input.digest()));
    }
    Session session = located.session();
    SessionLookup.requireWorkable(session, who);
    Progress progress = Progress.of(workflows.of(session), session.state());
    if (progress.pending().isEmpty()) {
      return commit(informed(session, progress, input, who));
    }
    Attempt attempt = Attempt.of(session, progress, input, who.actor(), clock.instant());
    return judge(attempt, asking);
  }

  private Optional<SessionAnswer> judge(Attempt attempt, Asking asking) {
    Optional<OutputVerdict> objection = attempt.objection();
    if (objection.isPresent()) {
      return block(attempt, objection.get());
    }
    if (!attempt.needsPerson()) {
      return commit(attempt.advanced(Confirmation.NOT_NEEDED));
    }
    PersonsWord.Verdict verdict = personsWord.on(attempt, asking);
    if (verdict instanceof PersonsWord.Verdict.Agreed agreed) {
      return commit(attempt.advanced(agreed.confirmation()));
    }
    if (verdict instanceof PersonsWord.Verdict.SentBack sentBack) {
      return block(attempt, sentBack.objection());
    }
    if (verdict instanceof PersonsWord.Verdict.Written written) {
      return commit(written.outcome());
    }
    return Optional.of(((PersonsWord.Verdict.Known) verdict).answer());
  }

  /** The same blocked call again is the same attempt, and stands in the events once. */
  private Optional<SessionAnswer> block(Attempt attempt, OutputVerdict objection) {
    Session session = attempt.session();
    if (store.hasEvent(
        session.id(), session.positionSince(), EventType.BLOCKED, attempt.digestOf(objection))) {
      ObjectNode reply = Attempt.blockedReply(session, objection);
      return Optional.of(new SessionAnswer.Reply(Replies.replayed(reply)));
    }
    return commit(attempt.blocked(objection, statusWhenBlocked(session)));
  }

  /** Work that waits for an approver goes on waiting. */
  private SessionStatus statusWhenBlocked(Session session) {
    boolean submitted =
        session.status() == SessionStatus.AWAITING_CONFIRMATION
            && store.findOpenSubmission(session.id()).isPresent();
    return submitted ? SessionStatus.AWAITING_CONFIRMATION : SessionStatus.ACTIVE;
  }

  /** No step is pending: the context is all that the engine waits for. */
  private Outcome informed(Session session, Progress progress, StepInput input, Requester who) {
    if (input.contextChange().isEmpty()) {
      throw SessionException.invalid(
          "The session waits for information, not for a step: give it in \"context\". A correct"
              + " call: "
              + NextCall.proceed(
                  ContinueToken.of(session),
                  Replies.object().set("context", Replies.object().put("variable", "value"))));
    }
    Progress after = progress.informed(input.contextChange());
    ObjectNode payload = Replies.object();
    input.copyTo(payload);
    SessionUnit unit = SessionUnit.on(session, who.actor(), clock.instant());
    return Outcome.advanced(unit, after, Optional.of(input.digest()), payload);
  }

  private Optional<SessionAnswer> commit(Outcome outcome) {
    return writer.commit(outcome.change())
        ? Optional.of(new SessionAnswer.Reply(outcome.reply()))
        : Optional.empty();
  }
}
