package io.workrail.telemetry.metric;

import com.codahale.metrics.Counting;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Shows what Dropwizard measures of Jetty and the log under names that users of Prometheus expect.
 * Prometheus' own bridge makes one metric of each of Dropwizard's, with the names of classes in
 * name and help; here the parts of a name that are values become labels. What is not listed is not
 * shown: of the virtual machine there are better metrics.
 */
final class DropwizardBridge implements MultiCollector {
  private static final String POOL = "org.eclipse.jetty.util.thread.QueuedThreadPool.";
  private static final String CONTEXT = "io.dropwizard.jetty.MutableServletContextHandler.";
  private static final String LOG = "ch.qos.logback.core.Appender.";

  private static final List<Family> GAUGES =
      List.of(
          new Family("jetty_pool_threads", "Threads of the server, by port.", pools("size")),
          new Family("jetty_pool_queued_jobs", "Jobs that wait for a thread.", pools("jobs")),
          new Family(
              "jetty_pool_utilization_ratio",
              "Busy threads, as a share of the most there may be.",
              pools("utilization-max")),
          new Family(
              "jetty_active_requests",
              "Requests of the application port that are being served.",
              List.of(new Source(CONTEXT + "active-requests", Labels.EMPTY))));
  private static final List<Family> COUNTERS =
      List.of(
          new Family(
              "jetty_responses",
              "Replies of the application port, by class of status.",
              sources("class", CONTEXT, "-responses", "1xx", "2xx", "3xx", "4xx", "5xx")),
          new Family(
              "log_events",
              "Lines of the log, by level.",
              sources("level", LOG, "", "error", "warn", "info", "debug", "trace")));

  private final MetricRegistry registry;

  /** One of Dropwizard's metrics, and the labels it gets. */
  private record Source(String name, Labels labels) {}

  private record Family(String name, String help, List<Source> sources) {}

  private record Point(Labels labels, double value) {}

  DropwizardBridge(MetricRegistry registry) {
    this.registry = registry;
  }

  @Override
  public MetricSnapshots collect() {
    List<MetricSnapshot> snapshots = new ArrayList<>();
    GAUGES.forEach(family -> snapshots.add(gauge(family)));
    COUNTERS.forEach(family -> snapshots.add(counter(family)));
    return new MetricSnapshots(snapshots);
  }

  private GaugeSnapshot gauge(Family family) {
    GaugeSnapshot.Builder builder = GaugeSnapshot.builder().name(family.name()).help(family.help());
    points(family)
        .map(
            point ->
                GaugeDataPointSnapshot.builder()
                    .labels(point.labels())
                    .value(point.value())
                    .build())
        .forEach(builder::dataPoint);
    return builder.build();
  }

  private CounterSnapshot counter(Family family) {
    CounterSnapshot.Builder builder =
        CounterSnapshot.builder().name(family.name()).help(family.help());
    points(family)
        .map(
            point ->
                CounterDataPointSnapshot.builder()
                    .labels(point.labels())
                    .value(point.value())
                    .build())
        .forEach(builder::dataPoint);
    return builder.build();
  }

  private Stream<Point> points(Family family) {
    return family.sources().stream()
        .flatMap(
            source ->
                value(registry.getMetrics().get(source.name())).stream()
                    .mapToObj(value -> new Point(source.labels(), value)));
  }

  private static OptionalDouble value(@Nullable Metric metric) {
    if (metric instanceof Counting counting) {
      return OptionalDouble.of((double) counting.getCount());
    }
    return metric instanceof Gauge<?> gauge && gauge.getValue() instanceof Number number
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }

  private static List<Source> pools(String what) {
    return List.of(
        new Source(POOL + "dw." + what, Labels.of("port", "application")),
        new Source(POOL + "dw-admin." + what, Labels.of("port", "admin")));
  }

  private static List<Source> sources(
      String label, String prefix, String suffix, String... values) {
    return Stream.of(values)
        .map(value -> new Source(prefix + value + suffix, Labels.of(label, value)))
        .toList();
  }
}
