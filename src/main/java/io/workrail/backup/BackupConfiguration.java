package io.workrail.backup;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import io.dropwizard.validation.ValidationMethod;
import io.workrail.admin.AdminOperations;
import io.workrail.backup.archive.ArchiveReader;
import io.workrail.backup.restore.Rehearsal;
import io.workrail.backup.restore.Restore;
import io.workrail.backup.restore.RestoreSite;
import io.workrail.configuration.FolderPlace;
import io.workrail.configuration.Secret;
import io.workrail.doctor.DoctorCheck;
import io.workrail.storage.DataOrigin;
import io.workrail.storage.Database;
import io.workrail.storage.DatabaseConfiguration;
import io.workrail.storage.StorageUnavailableException;
import io.workrail.telemetry.metric.Metrics;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.hibernate.validator.constraints.Range;
import org.jspecify.annotations.Nullable;

/** The key {@code backup} of the configuration. */
public final class BackupConfiguration {
  /** What a backup that is given up needs to tidy up after itself. */
  private static final Duration TO_GIVE_UP = Duration.seconds(3);

  @NotBlank @JsonProperty private String directory = "./data/backups";
  @NotNull @JsonProperty private String schedule = "daily 02:00";

  @Range(
      min = 1,
      max = 36_500,
      message = "(BACKUP_RETENTION_DAYS) must be a whole number of days from {min} to {max}")
  @JsonProperty
  private int retentionDays = 7;

  @Min(1)
  @Max(10_000)
  @JsonProperty
  private int minimumKept = 3;

  /** Secret, because people put a login into it. */
  @NotNull @JsonProperty private Secret uploadCommand = new Secret("");

  @NotNull
  @MinDuration(value = 1, unit = TimeUnit.SECONDS)
  @JsonProperty
  private Duration uploadTimeout = Duration.hours(1);

  @MinDuration(value = 1, unit = TimeUnit.MINUTES)
  @JsonProperty
  private @Nullable Duration warnAfter;

  /** The backups of a server: made on schedule and on demand, watched, and shown. */
  public Backups build(
      Environment environment,
      BackupSource source,
      Path dataDirectory,
      Metrics metrics,
      Clock clock) {
    BackupMetrics observer = BackupMetrics.register(metrics.registry());
    Backups backups =
        new Backups(folder().ofServer(dataDirectory), rules(dataDirectory, clock), observer, clock);
    BackupState state = state(backups::lastAttempt, () -> begin(source.database()), clock);
    observer.watch(metrics.registry(), state, clock);
    environment.healthChecks().register("backup", new BackupHealthCheck(state));
    AdminOperations operations = AdminOperations.of(environment);
    operations.add(new BackupOperation(backups, source));
    operations.add(new ListBackupsOperation(backups));
    operations.add(new VerifyBackupOperation(backups));
    ScheduledExecutorService executor =
        environment
            .lifecycle()
            .scheduledExecutorService("backup", true)
            .threads(1)
            .shutdownTime(TO_GIVE_UP)
            .build();
    environment
        .lifecycle()
        .manage(
            new BackupSchedule(
                times(), () -> backups.create(source), state::covered, clock, executor));
    return backups;
  }

  /** Lets operators of a server restore archives of the folder. */
  public void serveRestores(Environment environment, RestoreSite site) {
    AdminOperations.of(environment)
        .add(
            new RestoreOperation(
                new Restores(folder().ofServer(site.dataDirectory()), new Restore(site))));
  }

  /** The backups for a command, whether or not a server runs. */
  public Backups open(Path dataDirectory, Clock clock) {
    return new Backups(folder(), rules(dataDirectory, clock), BackupObserver.none(), clock);
  }

  /**
   * What the doctor looks at.
   *
   * @param dataSince when the data was begun; nothing when that cannot be told
   */
  public DoctorCheck doctorCheck(Supplier<Optional<Instant>> dataSince, Clock clock) {
    BackupFolder folder = folder();
    return new BackupDoctorCheck(
        folder.path(), state(new Attempts(folder.path())::last, dataSince, clock));
  }

  /** Where archives are. */
  public BackupFolder folder() {
    return new BackupFolder(Path.of(directory));
  }

  private BackupState state(
      Supplier<Optional<Attempt>> lastAttempt, Supplier<Optional<Instant>> dataSince, Clock clock) {
    return new BackupState(
        folder(),
        lastAttempt,
        dataSince,
        times(),
        Optional.ofNullable(warnAfter).map(Duration::toJavaDuration),
        clock);
  }

  private Backups.Rules rules(Path dataDirectory, Clock clock) {
    ArchiveReader reader = new ArchiveReader(DatabaseConfiguration.schemaVersion());
    return new Backups.Rules(
        new Examiner(reader, new Rehearsal(reader, dataDirectory, clock)::faults),
        new Retention(java.time.Duration.ofDays(retentionDays), minimumKept),
        new Upload(uploadCommand, uploadTimeout.toJavaDuration()));
  }

  /** A value that cannot be read does not come here: the start ends before. */
  private BackupTimes times() {
    return BackupTimes.parse(schedule, ZoneId.systemDefault())
        .orElseThrow(() -> new IllegalStateException("the schedule was not validated"));
  }

  private static Optional<Instant> begin(Database database) {
    try {
      return Optional.of(Instant.ofEpochMilli(database.read(DataOrigin::of)));
    } catch (StorageUnavailableException e) {
      // The check of the database tells it.
      return Optional.empty();
    }
  }

  @ValidationMethod(
      message = "directory (BACKUP_DIR) must be a folder, and no part of its path a file")
  boolean isDirectoryAFolder() {
    return FolderPlace.canBe(Path.of(directory));
  }

  @ValidationMethod(message = "schedule (BACKUP_SCHEDULE) must be " + BackupTimes.ALLOWED)
  boolean isScheduleUnderstood() {
    return BackupTimes.parse(schedule, ZoneId.systemDefault()).isPresent();
  }

  @ValidationMethod(
      message =
          "uploadCommand (BACKUP_UPLOAD_COMMAND) must be empty or name the place of the archive"
              + " with {}, as in: aws s3 cp {} s3://bucket/")
  boolean isUploadCommandUnderstood() {
    return Upload.isUnderstood(uploadCommand);
  }
}
