package io.workrail.telemetry.metric;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import io.workrail.health.CheckStatus;
import io.workrail.health.Health;
import io.workrail.health.HealthReport.Check;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** The server as a whole. */
final class ServerMetrics {
  private ServerMetrics() {}

  static void registerProcess(PrometheusRegistry registry, String version) {
    Info.builder()
        .name("workrail_build_info")
        .help("What runs here.")
        .labelNames("version", "java")
        .register(registry)
        .setLabelValues(version, Runtime.version().toString());
    GaugeWithCallback.builder()
        .name("workflow_memory_usage_bytes")
        .unit(Unit.BYTES)
        .help("Heap in use, garbage included.")
        .callback(
            gauge ->
                gauge.call(
                    (double) ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()))
        .register(registry);
  }

  static void registerHealth(PrometheusRegistry registry, Health health) {
    GaugeWithCallback.builder()
        .name("workrail_ready")
        .help("1 when requests should be sent here, else 0; GET /ready says why.")
        .callback(gauge -> gauge.call(health.readiness().reasons().isEmpty() ? 1 : 0))
        .register(registry);
    GaugeWithCallback.builder()
        .name("workrail_health_check_status")
        .help("1 for the status that a check has, 0 for the others; GET /health says why.")
        .labelNames("check", "status")
        .callback(
            gauge -> health.monitor().report().checks().forEach(check -> callCheck(gauge, check)))
        .register(registry);
  }

  private static void callCheck(GaugeWithCallback.Callback gauge, Check check) {
    for (CheckStatus status : CheckStatus.values()) {
      gauge.call(
          status == check.status() ? 1 : 0, check.name(), status.name().toLowerCase(Locale.ROOT));
    }
  }
}
