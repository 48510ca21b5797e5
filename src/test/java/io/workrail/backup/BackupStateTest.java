package io.workrail.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupStateTest {
  private static final Instant NOW = SettableClock.BEGIN;

  @TempDir Path path;
  private final SettableClock clock = new SettableClock();
  private Optional<Attempt> last = Optional.empty();
  private Optional<Instant> dataSince = Optional.of(NOW.minus(Duration.ofDays(30)));
  private Optional<Duration> warnAfter = Optional.empty();
  private String schedule = "daily 02:00";

  @Test
  void aFreshInstallationIsNotWarnedOf() {
    dataSince = Optional.of(NOW.minus(Duration.ofHours(3)));

    assertThat(verdict().isWell()).isTrue();
    assertThat(verdict().message())
        .isEqualTo("no backup yet; the first is due at 2026-03-02T02:00:00Z");
  }

  @Test
  void dataWithoutABackupIsWarnedOf() {
    assertThat(verdict().toString())
        .contains("there is no verified backup in " + path)
        .contains("workrail backup create");
  }

  @Test
  void oneOfTheLastDayIsWellAndAnOlderOneIsNot() throws IOException {
    archive(NOW.minus(Duration.ofHours(20)));
    assertThat(verdict().isWell()).isTrue();
    assertThat(verdict().message()).contains("20 hours old: workrail-20260228T160000.000Z");

    clock.advance(Duration.ofHours(7));
    assertThat(verdict().toString()).contains("27 hours old", "older than 26 hours");

    archive(clock.instant());
    assertThat(verdict().isWell()).as("by itself").isTrue();
  }

  @Test
  void theToleratedAgeMayBeSet() throws IOException {
    warnAfter = Optional.of(Duration.ofDays(3));
    archive(NOW.minus(Duration.ofDays(2)));

    assertThat(verdict().isWell()).isTrue();
  }

  @Test
  void anArchiveThatWasNotVerifiedDoesNotCount() throws IOException {
    archive(NOW.minus(Duration.ofHours(1)));
    Files.delete(path.resolve("workrail-20260301T110000.000Z.tar.gz.sha256"));

    assertThat(verdict().isWell()).isFalse();
  }

  @Test
  void aFailureIsToldUntilThereIsANewerBackup() throws IOException {
    archive(NOW.minus(Duration.ofHours(3)));
    last = Optional.of(Attempt.failed(NOW.minus(Duration.ofHours(1)), "The disk is full."));
    assertThat(verdict().toString())
        .contains("the last backup failed at 2026-03-01T11:00:00Z", "The disk is full.", "3 hours");

    archive(NOW);
    assertThat(verdict().isWell()).isTrue();
  }

  @Test
  void anArchiveThatIsOnlyHereIsToldWithWhatToMend() throws IOException {
    archive(NOW.minus(Duration.ofHours(1)));
    last = Optional.of(Attempt.notUploaded(NOW.minus(Duration.ofHours(1)), "no bucket"));

    assertThat(verdict().toString())
        .contains("was not sent away", "BACKUP_UPLOAD_COMMAND", "no bucket");
  }

  @Test
  void backupsThatAreOffAreToldWhenThereIsNone() throws IOException {
    schedule = "off";
    assertThat(verdict().toString()).contains("backups are off (BACKUP_SCHEDULE)");

    archive(NOW.minus(Duration.ofDays(5)));
    assertThat(verdict().isWell()).as("somebody makes them by other means").isTrue();
  }

  private BackupState.Verdict verdict() {
    return new BackupState(
            new BackupFolder(path),
            () -> last,
            () -> dataSince,
            BackupTimes.parse(schedule, ZoneOffset.UTC).orElseThrow(),
            warnAfter,
            clock)
        .verdict();
  }

  private void archive(Instant at) throws IOException {
    BackupFolder folder = new BackupFolder(path);
    try (BackupFolder.Exclusion alone = folder.lock()) {
      assertThat(alone).isNotNull();
      Path archive = folder.publish(folder.createDraft(), new ArchiveName(at));
      folder.seal(archive, "0".repeat(64));
    }
  }
}
