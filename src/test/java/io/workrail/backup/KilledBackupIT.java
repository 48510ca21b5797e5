package io.workrail.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.storage.Database;
import io.workrail.storage.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KilledBackupIT {
  @TempDir Path place;

  @ParameterizedTest
  @EnumSource(ArchiveMaker.Step.class)
  void aKillAtEachStepLeavesAWholeArchiveOrNoneAndTheNextRunTidiesUp(ArchiveMaker.Step step)
      throws Exception {
    assertThat(killAt(step)).isEqualTo(EndingBackup.KILLED);

    Path archives = place.resolve("backups");
    List<StoredArchive> left = new BackupFolder(archives).list();
    boolean isNamed = step.compareTo(ArchiveMaker.Step.NAMED) >= 0;
    assertThat(left).hasSize(isNamed ? 1 : 0);
    assertThat(left)
        .allSatisfy(
            archive ->
                assertThat(BackupFixture.verify(archive.path()).faults())
                    .as("of what was left")
                    .isEmpty());
    assertThat(left.stream().allMatch(StoredArchive::isVerified))
        .isEqualTo(left.isEmpty() || step.compareTo(ArchiveMaker.Step.VERIFIED) >= 0);

    Database database = TestDatabase.sqlite(place);
    try {
      BackupFixture next = new BackupFixture(place, database);
      next.clock.advance(Duration.ofDays(1));
      assertThat(next.backups().create(next.source()).backup().verified()).isTrue();
      try (Stream<Path> files = Files.list(archives)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .allMatch(
                name ->
                    ArchiveName.parse(name.replace(".sha256", "")).isPresent()
                        || name.equals(".workrail-backup.lock")
                        || name.equals(".workrail-backup.last"));
      }
    } finally {
      database.stop();
    }
  }

  private int killAt(ArchiveMaker.Step step) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            EndingBackup.class.getName(),
            place.toString(),
            step.name())
        .redirectErrorStream(true)
        .redirectOutput(place.resolve("output").toFile())
        .start()
        .waitFor();
  }
}
