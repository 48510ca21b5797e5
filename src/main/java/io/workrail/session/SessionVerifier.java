package io.workrail.session;

import io.workrail.audit.AuditFault;
import io.workrail.audit.AuditFault.Kind;
import io.workrail.audit.AuditReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Follows the chains of events and says what is not as it was written. Works beside a running
 * server, and has few rows in memory at a time.
 */
public final class SessionVerifier {
  /** A row may hold a context of a quarter of a megabyte. */
  private static final int PAGE = 20;

  private static final int MOST_FAULTS = 100;

  /** A session that changes while it is read is read again. */
  private static final int ROUNDS = 5;

  private final SessionStore store;

  /** Follows the chains in this store. */
  public SessionVerifier(SessionStore store) {
    this.store = store;
  }

  /**
   * Checks one session.
   *
   * @throws SessionException when there is none with this id
   */
  public AuditReport verify(String id) {
    Session session = new SessionLookup(store).byId(id, new SessionScope.Everyone());
    return new AuditReport(session.revision(), session.headHash(), check(session), List.of());
  }

  /** Checks every session. */
  public AuditReport verifyAll() {
    List<AuditFault> faults = new ArrayList<>();
    long sessions = 0;
    long events = 0;
    Optional<String> cursor = Optional.empty();
    do {
      SessionPage page = store.list(everything(cursor));
      for (Session session : page.items()) {
        sessions++;
        events += session.revision();
        faults.addAll(check(session));
      }
      cursor = page.nextCursor();
    } while (cursor.isPresent() && faults.size() < MOST_FAULTS);
    List<String> notes = new ArrayList<>();
    notes.add("sessions that were checked: " + sessions);
    if (cursor.isPresent()) {
      notes.add("after %d faults the other sessions were not checked".formatted(faults.size()));
    }
    return new AuditReport(events, "", faults, notes);
  }

  private static SessionQuery everything(Optional<String> cursor) {
    return new SessionQuery(
        new SessionScope.Everyone(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        "",
        cursor,
        PAGE);
  }

  /** Faults count only when the session stood still while they were found. */
  private List<AuditFault> check(Session session) {
    Session row = session;
    List<AuditFault> faults = List.of();
    for (int round = 0; round < ROUNDS; round++) {
      faults = new SessionChain(store, row).check();
      Optional<Session> now = faults.isEmpty() ? Optional.empty() : store.find(row.id());
      if (now.isEmpty()) {
        // Nothing wrong, or deleted in between: then there is nothing left to be wrong.
        return faults.isEmpty() ? faults : List.of();
      }
      if (now.get().revision() == row.revision()) {
        return faults;
      }
      row = now.get();
    }
    return faults;
  }

  static AuditFault fault(Session session, long seq, Kind kind, String message) {
    return new AuditFault(session.id().value(), seq, kind, message);
  }
}
