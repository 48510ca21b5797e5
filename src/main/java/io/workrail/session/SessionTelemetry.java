package io.workrail.session;

import io.workrail.telemetry.metric.SessionMetrics;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells the metrics what happens to sessions, and how many there are. */
final class SessionTelemetry implements SessionObserver {
  private final SessionMetrics metrics;

  SessionTelemetry(SessionMetrics metrics, SessionStore store) {
    this.metrics = metrics;
    metrics.countBy(() -> countByStatus(store));
  }

  @Override
  public void recorded(Session session, SessionEvent event) {
    String workflow = session.workflowId().value();
    if (event.type() == EventType.ADVANCED) {
      metrics.advanced(workflow);
    } else if (event.type() == EventType.BLOCKED) {
      metrics.blocked(workflow);
    }
  }

  /** Also those without a session: a line that comes and goes is hard to alert on. */
  private static Map<String, Long> countByStatus(SessionStore store) {
    Map<SessionStatus, Long> counts = store.countByStatus();
    return Arrays.stream(SessionStatus.values())
        .collect(Collectors.toMap(SessionStatus::label, status -> counts.getOrDefault(status, 0L)));
  }
}
