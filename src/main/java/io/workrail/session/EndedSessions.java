package io.workrail.session;

import io.workrail.audit.AuditEvent;
import io.workrail.audit.AuditLog;

/**
 * Writes the head of every session that ended into the audit log. Who rewrites a whole session in
 * the database, chain and all, does not match it any more.
 */
final class EndedSessions implements SessionObserver {
  private final AuditLog audit;

  EndedSessions(AuditLog audit) {
    this.audit = audit;
  }

  @Override
  public void recorded(Session session, SessionEvent event) {
    if (session.status().isEnded() && event.seq() == session.revision()) {
      audit.record(
          describe("session.ended", session)
              .by(event.actor())
              .with("status", session.status().label()));
    }
  }

  /** What identifies a session and its whole history. */
  static AuditEvent describe(String type, Session session) {
    return AuditEvent.of(type)
        .with("session", session.id().value())
        .with("workflow", session.workflowId().value())
        .with("owner", session.owner())
        .with("revision", session.revision())
        .with("headHash", session.headHash());
  }
}
