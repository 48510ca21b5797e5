package io.workrail.audit;

import io.workrail.audit.AuditLine.Noted;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Writes each event at once: for commands, whose process ends soon. */
final class DirectAuditLog implements AuditLog {
  private final AuditAppender appender;
  private final Clock clock;

  DirectAuditLog(AuditAppender appender, Clock clock) {
    this.appender = appender;
    this.clock = clock;
  }

  @Override
  public void record(AuditEvent event) {
    recordDurably(event);
  }

  @Override
  public void recordDurably(AuditEvent event) {
    try {
      appender.append(List.of(new Noted(event, clock.instant(), Optional.empty())));
    } catch (IOException e) {
      throw new AuditUnavailableException("the audit log cannot be written", e);
    }
  }
}
