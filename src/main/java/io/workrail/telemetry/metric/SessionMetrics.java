package io.workrail.telemetry.metric;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.workrail.telemetry.ObservedCall;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What sessions do. The feature tells of each step; how many sessions there are is asked for now
 * and then, so that a scrape reads it from memory and asks no database. Thread-safe.
 */
public final class SessionMetrics {
  private static final String ACTIVE = "active";

  /** Above this many workflows a scrape would cost more than it tells. */
  private static final int MOST_WORKFLOWS = 2_000;

  private final Counter advanced;
  private final Counter blocked;
  private final Sampler sampler;
  private final Predicate<String> isServed;
  private final Map<String, String> labels = new ConcurrentHashMap<>();
  private volatile Map<String, Long> counts = Map.of();

  /**
   * Metrics for these workflows.
   *
   * @param isServed whether a workflow is in the catalogue; others are counted together
   */
  SessionMetrics(PrometheusRegistry registry, Sampler sampler, Predicate<String> isServed) {
    this.sampler = sampler;
    this.isServed = isServed;
    this.advanced =
        Counter.builder()
            .name("workflow_steps_advanced_total")
            .help("Steps that were completed, by workflow.")
            .labelNames("workflow")
            .register(registry);
    this.blocked =
        Counter.builder()
            .name("workflow_steps_blocked_total")
            .help("Outputs that did not meet the criteria of their step, by workflow.")
            .labelNames("workflow")
            .register(registry);
    advanced.initLabelValues(ObservedCall.OTHER);
    blocked.initLabelValues(ObservedCall.OTHER);
    GaugeWithCallback.builder()
        .name("workflow_active_workflows")
        .help("Sessions that are being worked on.")
        .callback(gauge -> gauge.call(counts.getOrDefault(ACTIVE, 0L).doubleValue()))
        .register(registry);
    GaugeWithCallback.builder()
        .name("workflow_sessions")
        .help("Sessions that are kept, by status.")
        .labelNames("status")
        .callback(
            gauge -> counts.forEach((status, count) -> gauge.call(count.doubleValue(), status)))
        .register(registry);
  }

  /** A step was completed. */
  public void advanced(String workflow) {
    advanced.labelValues(label(workflow)).inc();
  }

  /** An output did not meet the criteria of its step. */
  public void blocked(String workflow) {
    blocked.labelValues(label(workflow)).inc();
  }

  /**
   * Learns now and then how many sessions there are.
   *
   * @param byStatus gives every status of the closed set, also those without a session
   */
  public void countBy(Supplier<Map<String, Long>> byStatus) {
    sampler.add(() -> counts = Map.copyOf(byStatus.get()));
  }

  /** How many sessions are worked on, as it was counted last; nothing before that. */
  OptionalLong active() {
    Long count = counts.get(ACTIVE);
    return count == null ? OptionalLong.empty() : OptionalLong.of(count);
  }

  private String label(String workflow) {
    if (!isServed.test(workflow)) {
      return ObservedCall.OTHER;
    }
    return labels.size() < MOST_WORKFLOWS
        ? labels.computeIfAbsent(workflow, name -> name)
        : labels.getOrDefault(workflow, ObservedCall.OTHER);
  }
}
