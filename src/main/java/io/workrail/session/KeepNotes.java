package io.workrail.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Optional;

/** Keeps notes without advancing. Thread-safe. */
final class KeepNotes {
  private final SessionStore store;
  private final SessionLookup lookup;
  private final PinnedWorkflows workflows;
  private final SessionWriter writer;
  private final Replays replays;
  private final Clock clock;

  KeepNotes(SessionStore store, PinnedWorkflows workflows, SessionWriter writer, Clock clock) {
    this.store = store;
    this.lookup = new SessionLookup(store);
    this.workflows = workflows;
    this.writer = writer;
    this.replays = new Replays(store);
    this.clock = clock;
  }

  /** The token stays good; equal notes at one position are kept once. */
  SessionAnswer run(String token, StepInput input, Requester who) {
    if (input.notes().isBlank()) {
      throw SessionException.invalid("\"notes\" is blank; write what should be kept.");
    }
    return Contention.resolve(() -> tryOnce(token, input, who));
  }

  private Optional<SessionAnswer> tryOnce(String token, StepInput input, Requester who) {
    SessionLookup.Located located = lookup.byToken(token, who);
    String digest = input.digest();
    if (!located.isCurrent()) {
      return Optional.of(replays.answer(located, digest));
    }
    Session session = located.session();
    SessionLookup.requireWorkable(session, who);
    if (store.hasEvent(session.id(), session.positionSince(), EventType.CHECKPOINTED, digest)) {
      return Optional.of(new SessionAnswer.Reply(Replies.replayed(reply(session))));
    }
    ObjectNode payload = Replies.object();
    Progress.of(workflows.of(session), session.state())
        .pending()
        .ifPresent(pending -> payload.setAll(Replies.step(Progress.stepOf(pending))));
    payload.put("notes", input.notes());
    SessionUnit unit =
        SessionUnit.on(session, who.actor(), clock.instant())
            .record(EventType.CHECKPOINTED, Optional.of(digest), payload);
    return writer.commit(unit.change())
        ? Optional.of(new SessionAnswer.Reply(reply(unit.after())))
        : Optional.empty();
  }

  private static ObjectNode reply(Session session) {
    return Replies.withToken(Replies.of("checkpointed", session), session);
  }
}
