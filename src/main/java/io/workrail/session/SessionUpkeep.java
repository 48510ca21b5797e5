package io.workrail.session;

import io.workrail.audit.AuditLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What time does to sessions: abandons those that were idle for too long, and deletes those that
 * ended long ago. A schedule and a command share it, and several servers on one database may run it
 * at once: each session is decided under the lock of its revision. Thread-safe.
 */
public final class SessionUpkeep {
  private static final Logger LOG = LoggerFactory.getLogger(SessionUpkeep.class);

  /** Sessions that are looked at together; one is worked on at a time. */
  private static final int PAGE = 100;

  private final SessionStore store;
  private final AbandonSession abandon;
  private final SessionDeletion deletion;
  private final Duration idleAfter;
  private final Duration retention;
  private final Clock clock;

  /** What was done. */
  public record Result(long abandoned, long deleted) {}

  SessionUpkeep(
      SessionStore store,
      SessionObserver observer,
      AuditLog audit,
      SessionsConfiguration settings,
      Clock clock) {
    this.store = store;
    this.abandon = new AbandonSession(store, new SessionWriter(store, observer), clock);
    this.deletion = new SessionDeletion(store, audit);
    this.idleAfter = settings.idleAfter();
    this.retention = settings.retention();
    this.clock = clock;
  }

  /**
   * Does what is due.
   *
   * @throws io.workrail.audit.AuditUnavailableException when the audit log cannot be written: then
   *     nothing more is deleted
   */
  public Result run() {
    Actor server = Actor.server("upkeep-" + UUID.randomUUID());
    Instant now = clock.instant();
    Instant idleSince = now.minus(idleAfter);
    String idle = "No event for %s (sessions.idleAfter).".formatted(text(idleAfter));
    String old = "Ended more than %s ago (sessions.retention).".formatted(text(retention));
    Instant endedBefore = now.minus(retention);
    return new Result(
        each(
            () -> store.listIdle(idleSince, PAGE),
            id -> abandon.whenIdle(id, idleSince, idle, server)),
        each(
            () -> store.listEnded(endedBefore, PAGE),
            id ->
                deletion.delete(
                    id,
                    session -> session.endedAt().filter(endedBefore::isAfter).isPresent(),
                    old,
                    Actor.SERVER)));
  }

  /** A page on which nothing could be done is not read again. */
  private static long each(Listing listing, Predicate<SessionId> work) {
    long done = 0;
    long doneOfPage = 1;
    List<SessionId> page = listing.next();
    while (!page.isEmpty() && doneOfPage > 0) {
      doneOfPage = page.stream().filter(id -> isDone(work, id)).count();
      done += doneOfPage;
      page = listing.next();
    }
    return done;
  }

  /** One damaged session must not keep the others waiting. */
  private static boolean isDone(Predicate<SessionId> work, SessionId id) {
    try {
      return work.test(id);
    } catch (IllegalStateException | IllegalArgumentException e) {
      LOG.warn("{} cannot be looked after; see workrail audit verify --session {}", id, id, e);
      return false;
    }
  }

  private static String text(Duration duration) {
    return duration.toDays() > 0 ? duration.toDays() + " days" : duration.toMinutes() + " minutes";
  }

  private interface Listing {
    List<SessionId> next();
  }
}
