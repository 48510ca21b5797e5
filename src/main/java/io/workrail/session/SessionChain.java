package io.workrail.session;

import io.workrail.audit.AuditFault;
import io.workrail.audit.AuditFault.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One pass over the chain of one session. Not thread-safe. */
final class SessionChain {
  /** An event may hold more than half a megabyte. */
  private static final int CHUNK = 20;

  /** Places at which the true one of a moved event is looked for. */
  private static final int LOOKED_AT = 10_000;

  private static final int MOST_FAULTS = 20;

  private final SessionStore store;
  private final Session session;
  private final List<AuditFault> faults = new ArrayList<>();
  private final Set<Long> unreadable = new HashSet<>();
  private long expected = 1;
  private String previousHash = SessionEvent.NO_HASH;
  private boolean previousIsKnown = true;

  SessionChain(SessionStore store, Session session) {
    this.store = store;
    this.session = session;
  }

  /** What is wrong, in the order of the events; not more than a handful. */
  List<AuditFault> check() {
    long last = 0;
    boolean more = true;
    while (more && faults.size() < MOST_FAULTS) {
      List<SessionEvent> chunk = read(last);
      chunk.forEach(this::check);
      more = !chunk.isEmpty();
      last = more ? chunk.get(chunk.size() - 1).seq() : last;
    }
    if (!more) {
      checkHead();
    }
    return List.copyOf(faults);
  }

  /** A row that cannot even be read is passed over, and said to be changed. */
  private List<SessionEvent> read(long after) {
    try {
      return store.listEvents(session.id(), after, CHUNK);
    } catch (IllegalArgumentException | IllegalStateException e) {
      return readOneByOne(after);
    }
  }

  private List<SessionEvent> readOneByOne(long after) {
    List<SessionEvent> readable = new ArrayList<>();
    for (long seq = after; seq < after + CHUNK; seq++) {
      try {
        store.listEvents(session.id(), seq, 1).stream()
            .filter(event -> readable.isEmpty() || isAfter(readable, event))
            .forEach(readable::add);
      } catch (IllegalArgumentException | IllegalStateException e) {
        unreadable.add(seq + 1);
        found(
            seq + 1,
            Kind.UNREADABLE,
            "event %d cannot be read: %s".formatted(seq + 1, e.getMessage()));
      }
    }
    return readable;
  }

  private static boolean isAfter(List<SessionEvent> readable, SessionEvent event) {
    return event.seq() > readable.get(readable.size() - 1).seq();
  }

  private void check(SessionEvent event) {
    if (event.seq() > session.revision()) {
      found(
          event.seq(),
          Kind.CHANGED,
          "event %d is beyond the last one that the session knows, %d"
              .formatted(event.seq(), session.revision()));
      return;
    }
    passUnreadable();
    if (event.seq() > expected) {
      missing(expected, event.seq() - 1);
      previousIsKnown = false;
    }
    if (!event.isIntact()) {
      changed(event);
    } else if (previousIsKnown && !event.previousHash().equals(previousHash)) {
      found(
          event.seq(),
          Kind.CHANGED,
          "event %d does not follow event %d: one of them was replaced"
              .formatted(event.seq(), event.seq() - 1));
    }
    expected = event.seq() + 1;
    previousHash = event.hash();
    previousIsKnown = true;
  }

  private void passUnreadable() {
    while (unreadable.contains(expected)) {
      expected++;
      previousIsKnown = false;
    }
  }

  private void changed(SessionEvent event) {
    for (long seq = 1; seq <= Math.min(session.revision(), LOOKED_AT); seq++) {
      if (event.at(seq).isIntact()) {
        found(
            event.seq(),
            Kind.REORDERED,
            "where event %d should be stands event %d".formatted(event.seq(), seq));
        return;
      }
    }
    found(event.seq(), Kind.CHANGED, "event %d was changed".formatted(event.seq()));
  }

  private void missing(long from, long to) {
    found(
        from,
        Kind.MISSING,
        from == to
            ? "event %d is missing".formatted(from)
            : "events %d to %d are missing".formatted(from, to));
  }

  private void checkHead() {
    passUnreadable();
    if (expected <= session.revision()) {
      missing(expected, session.revision());
    } else if (previousIsKnown && !previousHash.equals(session.headHash())) {
      found(
          session.revision(),
          Kind.CHANGED,
          "the head of the session is not the hash of event %d".formatted(session.revision()));
    }
  }

  private void found(long seq, Kind kind, String message) {
    faults.add(SessionVerifier.fault(session, seq, kind, message));
  }
}
