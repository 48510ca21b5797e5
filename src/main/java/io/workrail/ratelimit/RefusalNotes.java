package io.workrail.ratelimit;

import io.workrail.audit.AuditEvent;
import io.workrail.audit.AuditLog;
import io.workrail.audit.RefusedSource;
import io.workrail.auth.Caller;
import io.workrail.http.ClientAddress;

/** Who was held to a limit, in the audit log and for the observer. Thread-safe. */
final class RefusalNotes {
  private static final String REFUSED = "limit.refused";

  private final RateLimitObserver observer;
  private final AuditLog audit;

  RefusalNotes(RateLimitObserver observer, AuditLog audit) {
    this.observer = observer;
    this.audit = audit;
  }

  /** An address was refused before its credential was read. */
  void refused(RateLimitScope scope, ClientAddress client) {
    observer.refused(scope);
    audit.recordRefusal(
        RefusedSource.network(client),
        scope.label(),
        AuditEvent.of(REFUSED).from(client.toString()));
  }

  /** A subject was refused. */
  void refused(Caller caller) {
    RateLimitScope scope = RateLimitScope.SUBJECT;
    observer.refused(scope);
    audit.recordRefusal(
        RefusedSource.actor(caller.subject()),
        scope.label(),
        AuditEvent.of(REFUSED).by(caller.subject()));
  }
}
