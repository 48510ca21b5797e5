package io.workrail.backup;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What monitoring learns of backups. Series about archives are absent until there is one. */
final class BackupMetrics implements BackupObserver {
  private static final double MILLIS_A_SECOND = 1_000;

  private final Counter made;
  private final Counter uploaded;

  private BackupMetrics(PrometheusRegistry registry) {
    made =
        counter(registry, "workrail_backups_total", "Backups of this server, by how they ended.");
    uploaded =
        counter(
            registry,
            "workrail_backup_uploads_total",
            "Runs of BACKUP_UPLOAD_COMMAND, by how they ended.");
  }

  static BackupMetrics register(PrometheusRegistry registry) {
    return new BackupMetrics(registry);
  }

  /** Shows the archives. A scrape lists one folder. */
  static void watch(PrometheusRegistry registry, BackupState state, Clock clock) {
    GaugeWithCallback.builder()
        .name("workrail_backup_age_seconds")
        .unit(Unit.SECONDS)
        .help("Age of the newest verified backup.")
        .callback(
            gauge ->
                state
                    .newestVerified()
                    .ifPresent(newest -> gauge.call(seconds(newest.createdAt(), clock.instant()))))
        .register(registry);
    GaugeWithCallback.builder()
        .name("workrail_backup_size_bytes")
        .unit(Unit.BYTES)
        .help("Size of the newest verified backup.")
        .callback(
            gauge -> state.newestVerified().ifPresent(newest -> gauge.call((double) newest.size())))
        .register(registry);
    GaugeWithCallback.builder()
        .name("workrail_backup_last_verified_timestamp_seconds")
        .unit(Unit.SECONDS)
        .help("When a backup was verified last, in seconds since 1970.")
        .callback(
            gauge ->
                state
                    .lastVerified()
                    .ifPresent(time -> gauge.call(time.toEpochMilli() / MILLIS_A_SECOND)))
        .register(registry);
  }

  @Override
  public void made(Outcome outcome) {
    made.labelValues(label(outcome)).inc();
  }

  @Override
  public void uploaded(Outcome outcome) {
    uploaded.labelValues(label(outcome)).inc();
  }

  private static Counter counter(PrometheusRegistry registry, String name, String help) {
    Counter counter =
        Counter.builder().name(name).help(help).labelNames("outcome").register(registry);
    for (Outcome outcome : Outcome.values()) {
      counter.initLabelValues(label(outcome));
    }
    return counter;
  }

  private static String label(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / MILLIS_A_SECOND;
  }
}
