package io.workrail.backup;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What log and monitoring learn of the backups of a server. Series about archives are absent until
 * there is one.
 */
final class BackupMetrics implements BackupObserver {
  private static final Logger LOG = LoggerFactory.getLogger(BackupMetrics.class);
  private static final String OK = "ok";
  private static final String FAILED = "failed";
  private static final double MILLIS_A_SECOND = 1_000;

  private final Counter made;
  private final Counter uploaded;
  private volatile Optional<BackupState> watched = Optional.empty();

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

  /** Shows the archives as they were seen last. */
  void watch(PrometheusRegistry registry, BackupState state, Clock clock) {
    watched = Optional.of(state);
    GaugeWithCallback.builder()
        .name("workrail_backup_age_seconds")
        .unit(Unit.SECONDS)
        .help("Age of the newest verified backup.")
        .callback(
            gauge ->
                state
                    .seen()
                    .newest()
                    .ifPresent(newest -> gauge.call(seconds(newest.createdAt(), clock.instant()))))
        .register(registry);
    GaugeWithCallback.builder()
        .name("workrail_backup_size_bytes")
        .unit(Unit.BYTES)
        .help("Size of the newest verified backup.")
        .callback(
            gauge -> state.seen().newest().ifPresent(newest -> gauge.call((double) newest.size())))
        .register(registry);
    GaugeWithCallback.builder()
        .name("workrail_backup_last_verified_timestamp_seconds")
        .unit(Unit.SECONDS)
        .help("When a backup was verified last, in seconds since 1970.")
        .callback(
            gauge ->
                state
                    .seen()
                    .lastVerified()
                    .ifPresent(time -> gauge.call(time.toEpochMilli() / MILLIS_A_SECOND)))
        .register(registry);
  }

  @Override
  public void made(Path archive) {
    LOG.info("Backup made and verified: {}", archive);
    made.labelValues(OK).inc();
    look();
  }

  /** A trouble of the disk is told in its sentence; of anything else, the log keeps the whole. */
  @Override
  public void failed(BackupException failure) {
    boolean isTold = failure.getCause() == null || failure.getCause() instanceof IOException;
    LOG.error("Backup failed: {}", failure.getMessage(), isTold ? null : failure.getCause());
    made.labelValues(FAILED).inc();
    look();
  }

  @Override
  public void sent(Path archive) {
    LOG.info("Backup sent away: {}", archive);
    uploaded.labelValues(OK).inc();
  }

  @Override
  public void notSent(Path archive, String reason) {
    LOG.error("The backup {} is here, but was not sent away: {}", archive, reason);
    uploaded.labelValues(FAILED).inc();
  }

  private void look() {
    watched.ifPresent(BackupState::verdict);
  }

  private static Counter counter(PrometheusRegistry registry, String name, String help) {
    Counter counter =
        Counter.builder().name(name).help(help).labelNames("outcome").register(registry);
    counter.initLabelValues(OK);
    counter.initLabelValues(FAILED);
    return counter;
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / MILLIS_A_SECOND;
  }
}
