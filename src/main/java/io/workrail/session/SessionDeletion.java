package io.workrail.session;

import io.workrail.audit.AuditLog;
import java.util.function.Predicate;

/**
 * Deletes whole sessions. The audit log has the head of the history on the disk before the history
 * goes, and says afterwards that it went; without the log nothing is deleted. Thread-safe.
 */
final class SessionDeletion {
  private final SessionStore store;
  private final AuditLog audit;

  SessionDeletion(SessionStore store, AuditLog audit) {
    this.store = store;
    this.audit = audit;
  }

  /**
   * Deletes a session as it is now.
   *
   * @param condition has to hold for the row that is deleted
   * @param actor who wants it
   * @return false when the session is gone already, does not meet the condition, or changed in
   *     between
   * @throws io.workrail.audit.AuditUnavailableException when the log cannot be written
   */
  boolean delete(SessionId id, Predicate<Session> condition, String reason, String actor) {
    Session session = store.find(id).filter(condition).orElse(null);
    if (session == null) {
      return false;
    }
    audit.recordDurably(
        EndedSessions.describe("session.deleting", session)
            .by(actor)
            .with("status", session.status().label())
            .with("reason", reason));
    if (!store.delete(id, session.revision())) {
      return false;
    }
    audit.record(EndedSessions.describe("session.deleted", session).by(actor));
    return true;
  }
}
