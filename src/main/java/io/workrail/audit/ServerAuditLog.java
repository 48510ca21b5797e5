package io.workrail.audit;

/** The log of a server: refusals are many, and are noted with a bound. Thread-safe. */
final class ServerAuditLog implements AuditLog {
  private final AuditLog log;
  private final RepeatedRefusals refusals;

  ServerAuditLog(AuditLog log, RepeatedRefusals refusals) {
    this.log = log;
    this.refusals = refusals;
  }

  @Override
  public void record(AuditEvent event) {
    log.record(event);
  }

  @Override
  public void recordRefusal(RefusedSource source, String reason, AuditEvent event) {
    refusals.record(source, reason, event);
  }

  @Override
  public void recordDurably(AuditEvent event) {
    log.recordDurably(event);
  }
}
