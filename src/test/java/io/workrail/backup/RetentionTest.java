package io.workrail.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
  private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");
  private static final Retention WEEK = new Retention(Duration.ofDays(7), 3);

  @TempDir Path path;

  @Test
  void oldOnesGoAndTheNewestStay() {
    List<StoredArchive> archives =
        List.of(archive(0, true), archive(5, true), archive(8, true), archive(9, true));

    assertThat(WEEK.outdated(archives, NOW)).containsExactly(archive(9, true));
  }

  @Test
  void theNewestVerifiedOneStaysWhateverItsAge() {
    List<StoredArchive> archives =
        List.of(
            archive(10, false),
            archive(11, false),
            archive(12, false),
            archive(100, true),
            archive(101, true));

    assertThat(WEEK.outdated(archives, NOW)).containsExactly(archive(101, true));
  }

  @Test
  void filesWithOtherNamesAreNeverTouched() throws Exception {
    BackupFolder folder = new BackupFolder(path);
    List<String> others =
        List.of(
            "workrail-2019.tar.gz",
            "workrail-20190101T000000.000Z.tar.gz.old",
            "backup.tar.gz",
            "workrail-20191301T000000.000Z.tar.gz",
            "xworkrail-20190101T000000.000Z.tar.gz");
    for (String name : others) {
      Files.writeString(path.resolve(name), "mine");
    }
    Files.writeString(path.resolve("workrail-20190101T000000.000Z.tar.gz"), "old");
    Files.writeString(path.resolve("workrail-20190102T000000.000Z.tar.gz"), "old");
    Files.createDirectory(path.resolve("workrail-20180102T000000.000Z.tar.gz"));

    int deleted = new Retention(Duration.ofDays(7), 1).apply(folder, NOW);

    assertThat(deleted).isEqualTo(1);
    assertThat(path.resolve("workrail-20190102T000000.000Z.tar.gz")).exists();
    assertThat(others).allSatisfy(name -> assertThat(path.resolve(name)).exists());
    assertThat(path.resolve("workrail-20180102T000000.000Z.tar.gz")).isDirectory();
  }

  private StoredArchive archive(int daysAgo, boolean isVerified) {
    Instant at = NOW.minus(Duration.ofDays(daysAgo)).minusSeconds(60);
    return new StoredArchive(
        path.resolve(new ArchiveName(at).toString()),
        at,
        1,
        isVerified ? Optional.of(new StoredArchive.Seal("0".repeat(64), at)) : Optional.empty());
  }
}
