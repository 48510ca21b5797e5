package io.workrail.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.auth.Caller;
import io.workrail.auth.Role;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Ends a session without completing it. Thread-safe. */
final class AbandonSession {
  private static final int MAX_REASON = 8 * 1024;

  private final SessionStore store;
  private final SessionLookup lookup;
  private final SessionWriter writer;
  private final Replays replays;
  private final Clock clock;

  AbandonSession(SessionStore store, SessionWriter writer, Clock clock) {
    this.store = store;
    this.lookup = new SessionLookup(store);
    this.writer = writer;
    this.replays = new Replays(store);
    this.clock = clock;
  }

  /** By the one who works on it. */
  SessionAnswer run(String token, String reason, Requester who) {
    requireReason(reason);
    return Contention.resolve(
        () -> {
          SessionLookup.Located located = lookup.byToken(token, who);
          if (!located.isCurrent()) {
            return Optional.of(replays.answer(located, digest(reason)));
          }
          if (isRepeated(located.session(), reason)) {
            return Optional.of(new SessionAnswer.Reply(Replies.replayed(reply(located.session()))));
          }
          SessionLookup.requireWorkable(located.session(), who);
          return abandon(located.session(), reason, who.actor());
        });
  }

  /** By its owner, by the one who works on it, or by those who run the server. */
  SessionAnswer byId(String id, String reason, Requester who) {
    requireReason(reason);
    return Contention.resolve(
        () -> {
          Session session = lookup.byId(id, who.readable());
          if (session.status().isEnded()) {
            throw SessionException.ended(session);
          }
          requireOwn(session, who.caller());
          return abandon(session, reason, who.actor());
        });
  }

  /**
   * By the server, when nothing happened for long. Somebody may be quicker, and another server may
   * do the same at the same time: then nothing is written.
   *
   * @param since the latest time of the last event for which this holds
   * @return whether the session was abandoned now
   */
  boolean whenIdle(SessionId id, Instant since, String reason, Actor server) {
    return store
        .find(id)
        .filter(session -> !session.status().isEnded() && session.updatedAt().isBefore(since))
        .flatMap(session -> abandon(session, reason, server))
        .isPresent();
  }

  /** A teammate takes the session over first, so that its history says why. */
  private static void requireOwn(Session session, Caller caller) {
    boolean own =
        session.owner().equals(caller.subject()) || session.holder().equals(caller.subject());
    if (!own && !caller.has(Role.OPERATOR)) {
      throw SessionException.notHolder(session);
    }
  }

  private boolean isRepeated(Session session, String reason) {
    return session.status() == SessionStatus.ABANDONED
        && store.hasEvent(
            session.id(), session.positionSince(), EventType.ABANDONED, digest(reason));
  }

  private Optional<SessionAnswer> abandon(Session session, String reason, Actor actor) {
    SessionUnit unit =
        SessionUnit.on(session, actor, clock.instant())
            .status(SessionStatus.ABANDONED)
            .record(
                EventType.ABANDONED,
                Optional.of(digest(reason)),
                Replies.object().put("reason", reason.strip()))
            .submission(new SessionChange.SubmissionChange.VoidOpen());
    return writer.commit(unit.change())
        ? Optional.of(new SessionAnswer.Reply(reply(unit.after())))
        : Optional.empty();
  }

  private static ObjectNode reply(Session session) {
    return Replies.of("abandoned", session);
  }

  private static String digest(String reason) {
    return StepInput.digest(Replies.object().put("reason", reason));
  }

  private static void requireReason(String reason) {
    if (reason.isBlank()) {
      throw SessionException.invalid("\"reason\" is blank; say why the work ends here.");
    }
    StorableText.require("reason", reason);
    SessionException.requireSize("reason", reason, MAX_REASON);
  }
}
