package io.workrail.telemetry.metric;

import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import io.workrail.workflow.catalog.WorkflowCatalog;
import java.time.Clock;

/** How many workflows there are, and since when. */
final class CatalogMetrics {
  private static final double MILLIS_A_SECOND = 1_000;

  private CatalogMetrics() {}

  static void register(PrometheusRegistry registry, WorkflowCatalog catalog, Clock clock) {
    GaugeWithCallback.builder()
        .name("workrail_catalog_workflows")
        .help("Workflows that are served.")
        .callback(gauge -> gauge.call(catalog.snapshot().documents().size()))
        .register(registry);
    GaugeWithCallback.builder()
        .name("workrail_catalog_problems")
        .help("Documents that are not served as they stand.")
        .callback(gauge -> gauge.call(catalog.snapshot().problems().size()))
        .register(registry);
    Gauge lastReload =
        Gauge.builder()
            .name("workrail_catalog_last_reload_timestamp_seconds")
            .unit(Unit.SECONDS)
            .help("When the documents were read last, in seconds since 1970.")
            .register(registry);
    catalog.onReload(() -> lastReload.set(clock.millis() / MILLIS_A_SECOND));
  }
}
