package io.workrail.session;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Optional;

/** Finds sessions and goes on with one, taking it over where a teammate holds it. Thread-safe. */
final class ResumeSession {
  private final SessionLookup lookup;
  private final PinnedWorkflows workflows;
  private final SessionWriter writer;
  private final Recap recap;
  private final Clock clock;

  ResumeSession(SessionStore store, PinnedWorkflows workflows, SessionWriter writer, Clock clock) {
    this.lookup = new SessionLookup(store);
    this.workflows = workflows;
    this.writer = writer;
    this.recap = new Recap(store);
    this.clock = clock;
  }

  /** The pending step with its token, and what was done before. */
  SessionAnswer run(String sessionId, Requester who) {
    return Contention.resolve(
        () -> {
          Session session = lookup.byId(sessionId, who.shared());
          boolean own = session.holder().equals(who.caller().subject());
          return own || session.status().isEnded()
              ? Optional.of(reply(session))
              : takeOver(session, who);
        });
  }

  /** What the requester could go on with. */
  SessionAnswer list(SessionQuery query) {
    SessionPage page = lookup.page(query);
    ObjectNode reply = Replies.object().put("outcome", "listed").put("replayed", false);
    ArrayNode sessions = reply.putArray("sessions");
    page.items().forEach(session -> sessions.add(Replies.view(session)));
    page.nextCursor().ifPresent(cursor -> reply.put("nextCursor", cursor));
    if (!page.items().isEmpty()) {
      reply.set("nextCall", NextCall.resume(page.items().get(0).id()).toJson());
    }
    return new SessionAnswer.Reply(reply);
  }

  private Optional<SessionAnswer> takeOver(Session session, Requester who) {
    String subject = who.caller().subject();
    ObjectNode payload = Replies.object().put("from", session.holder()).put("to", subject);
    SessionUnit unit =
        SessionUnit.on(session, who.actor(), clock.instant())
            .holder(subject)
            // Work that waits for a word was another's: the new holder hands in their own.
            .status(SessionStatus.ACTIVE)
            .submission(new SessionChange.SubmissionChange.VoidOpen())
            .record(EventType.TAKEN_OVER, Optional.empty(), payload)
            .leavePosition(UsedPosition.Cause.TAKEN_OVER);
    return writer.commit(unit.change()) ? Optional.of(reply(unit.after())) : Optional.empty();
  }

  private SessionAnswer reply(Session session) {
    Progress progress = Progress.of(workflows.of(session), session.state());
    ObjectNode reply = Replies.withNext(Replies.of("resumed", session), session, progress);
    reply.set("recap", recap.of(session));
    return new SessionAnswer.Reply(reply);
  }
}
