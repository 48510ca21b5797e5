package io.workrail.audit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps events for tests to look at; can be made to fail. */
public final class RecordedAudit implements AuditLog {
  private final List<AuditEvent> events = new CopyOnWriteArrayList<>();
  private volatile boolean failing;

  /** Everything that was noted, of these types; all when none is named. */
  public List<AuditEvent> events(String... types) {
    return events.stream()
        .filter(event -> types.length == 0 || List.of(types).contains(event.type()))
        .toList();
  }

  /** From now on nothing can be noted durably. */
  public void fail() {
    failing = true;
  }

  @Override
  public void record(AuditEvent event) {
    events.add(event);
  }

  @Override
  public void recordDurably(AuditEvent event) {
    if (failing) {
      throw new AuditUnavailableException("the audit log cannot be written");
    }
    events.add(event);
  }
}
