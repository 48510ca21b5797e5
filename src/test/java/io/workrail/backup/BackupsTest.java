package io.workrail.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.workrail.storage.Database;
import io.workrail.storage.PostgresServer;
import io.workrail.storage.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupsTest {
  @TempDir Path place;
  private BackupFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new BackupFixture(place, TestDatabase.sqlite(place));
  }

  @AfterEach
  void close() {
    fixture.database.stop();
  }

  @Test
  void anArchiveHoldsTheDataTheWorkflowsAndTheConfiguration() throws Exception {
    fixture.revoke("one");

    Backup backup = fixture.backups().create(fixture.source()).backup();

    assertThat(backup.verified()).isTrue();
    assertThat(backup.timestamp()).isEqualTo("2026-03-01T12:00:00Z");
    Path archive = Path.of(backup.path());
    assertThat(archive).hasFileName("workrail-20260301T120000.000Z.tar.gz");
    assertThat(Files.size(archive)).isEqualTo(backup.size());
    assertThat(BackupFixture.contents(archive))
        .containsEntry("workflows/0/team/mine.json", BackupFixture.DOCUMENT)
        .containsEntry("configuration.json", "{\"environment\":\"test\"}")
        .containsEntry(
            "tables/revocations.ndjson",
            "{\"kind\":\"jti\",\"name\":\"one\",\"revoked_at\":1,\"actor\":\"a\"}\n")
        .containsEntry("tables/sessions.ndjson", "")
        .doesNotContainKeys("tables/schema_history.ndjson", "workflows/0/README.md");
    assertThat(fixture.heard).containsExactly("made");
  }

  @Test
  void itIsThereForItsOwnerOnlyWithASideFileThatOtherToolsCheck() throws Exception {
    Path archive = Path.of(fixture.backups().create(fixture.source()).backup().path());

    try (Stream<Path> files = Files.list(fixture.archives)) {
      assertThat(files)
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fixture.archives)))
        .isEqualTo("rwx------");
    Process check =
        new ProcessBuilder("sha256sum", "--check", archive.getFileName() + ".sha256")
            .directory(fixture.archives.toFile())
            .start();
    assertThat(check.waitFor()).isZero();
  }

  @Test
  void theSameDataGivesTheSameArchiveWhicheverDatabaseHoldsThem(@TempDir Path other)
      throws Exception {
    List<String> names = List.of("b", "ä", "B", "_", "日本", "a\n\"");
    Database postgresql = TestDatabase.postgresql(PostgresServer.shared().createDatabase());
    try {
      BackupFixture second = new BackupFixture(other, postgresql);
      names.forEach(fixture::revoke);
      names.stream().sorted().forEach(second::revoke);

      Path one = Path.of(fixture.backups().create(fixture.source()).backup().path());
      Path two = Path.of(second.backups().create(second.source()).backup().path());

      assertThat(Files.readAllBytes(two)).isEqualTo(Files.readAllBytes(one));
    } finally {
      postgresql.stop();
    }
  }

  @Test
  void onlyTheManifestTellsTheTime() throws Exception {
    Path one = Path.of(fixture.backups().create(fixture.source()).backup().path());
    fixture.clock.advance(Duration.ofHours(1));
    Path two = Path.of(fixture.backups().create(fixture.source()).backup().path());

    assertThat(digest(two)).isEqualTo(digest(one));
    assertThat(BackupFixture.contents(two)).isEqualTo(BackupFixture.contents(one));
    fixture.revoke("another");
    fixture.clock.advance(Duration.ofHours(1));
    Path three = Path.of(fixture.backups().create(fixture.source()).backup().path());
    assertThat(digest(three)).isNotEqualTo(digest(one));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SQLITE", "POSTGRESQL"})
  void itIsConsistentWhileWritingGoesOn(String dialect, @TempDir Path other) throws Exception {
    Database database =
        dialect.equals("SQLITE")
            ? TestDatabase.sqlite(other)
            : TestDatabase.postgresql(PostgresServer.shared().createDatabase());
    BackupFixture busy = new BackupFixture(other, database);
    AtomicBoolean goOn = new AtomicBoolean(true);
    AtomicInteger written = new AtomicInteger();
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(() -> writePairs(busy.database, goOn, written));
    try {
      while (written.get() < 50) {
        Thread.onSpinWait();
      }
      for (int i = 0; i < 5; i++) {
        busy.clock.advance(Duration.ofSeconds(1));
        Path archive = Path.of(busy.backups().create(busy.source()).backup().path());
        var contents = BackupFixture.contents(archive);
        assertThat(contents.get("tables/workflows.ndjson").lines().count())
            .isEqualTo(contents.get("tables/revocations.ndjson").lines().count())
            .isPositive();
      }
    } finally {
      goOn.set(false);
      writer.join();
      database.stop();
    }
  }

  private static void writePairs(Database database, AtomicBoolean goOn, AtomicInteger written) {
    while (goOn.get()) {
      String name = "n" + written.get();
      database.write(
          handle -> {
            handle.execute(
                "INSERT INTO revocations (kind, name, revoked_at, actor) VALUES ('jti', ?, 1, 'a')",
                name);
            return handle.execute(
                "INSERT INTO workflows (id, document, digest, published_at, published_by)"
                    + " VALUES (?, '{}', 'd', 1, 'a')",
                name);
          });
      written.incrementAndGet();
    }
  }

  @Test
  void oneAtATime() throws Exception {
    Backups backups =
        fixture.backups(
            "",
            step ->
                assertThatThrownBy(() -> fixture.backups().create(fixture.source()))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("runs already")
                    .extracting("code")
                    .isEqualTo(BackupException.Code.BUSY));

    assertThat(backups.create(fixture.source()).backup().verified()).isTrue();
    assertThat(backups.list()).hasSize(1);
    assertThat(backups.lastAttempt().orElseThrow().failure()).isEmpty();
  }

  @Test
  void aConflictInOneProcessDoesNotLetOthersIn(@TempDir Path folder) throws Exception {
    BackupFolder backups = new BackupFolder(folder);
    try (BackupFolder.Exclusion alone = backups.lock()) {
      assertThat(alone).isNotNull();
      assertThatThrownBy(backups::lock).isInstanceOf(BackupException.class);

      Object inode = Files.getAttribute(folder.resolve(".workrail-backup.lock"), "unix:ino");
      assertThat(Files.readString(Path.of("/proc/locks"))).contains(":" + inode + " ");
    }
    try (BackupFolder.Exclusion again = backups.lock()) {
      assertThat(again).isNotNull();
    }
  }

  @Test
  void aServerMakesItsFolderButNeverTheDataDirectory(@TempDir Path folder) throws Exception {
    Path data = folder.resolve("data");
    BackupFolder backups = new BackupFolder(data.resolve("backups")).ofServer(data);
    assertThatThrownBy(backups::lock)
        .isInstanceOf(IOException.class)
        .hasMessage("the data folder %s is gone: bring it back (is it mounted?)", data);
    assertThat(data).doesNotExist();

    Files.createDirectory(data);
    try (BackupFolder.Exclusion alone = backups.lock()) {
      assertThat(alone).isNotNull();
      assertThat(data.resolve("backups")).isDirectory();
    }
  }

  @Test
  void twoOfTheSameMomentHaveNamesOfTheirOwn() {
    fixture.backups().create(fixture.source());
    fixture.backups().create(fixture.source());

    assertThat(fixture.backups().list()).hasSize(2).allMatch(Backup::verified);
  }

  @Test
  void whatAKilledRunLeftIsRemoved() throws Exception {
    Files.createDirectories(fixture.archives);
    Path scratch = Files.writeString(fixture.archives.resolve(".workrail-backup.scratch"), "x");
    Path draft = Files.writeString(fixture.archives.resolve(".workrail-backup.draft"), "x");

    fixture.backups().create(fixture.source());

    assertThat(scratch).doesNotExist();
    assertThat(draft).doesNotExist();
  }

  @Test
  void aDamagedArchiveLosesItsSealAndTheFaultIsNamed() throws Exception {
    Backups backups = fixture.backups();
    Path archive = Path.of(backups.create(fixture.source()).backup().path());
    String name = archive.getFileName().toString();
    byte[] bytes = Files.readAllBytes(archive);
    bytes[bytes.length / 2] ^= 1;
    Files.write(archive, bytes);

    VerifiedBackup found = backups.verify(name);

    assertThat(found.verified()).isFalse();
    assertThat(found.faults()).isNotEmpty();
    assertThat(backups.list()).noneMatch(Backup::verified);
    bytes[bytes.length / 2] ^= 1;
    Files.write(archive, bytes);
    assertThat(backups.verify(name).verified()).isTrue();
    assertThat(backups.list()).allMatch(Backup::verified);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../workrail-20260301T120000.000Z.tar.gz", "/etc/passwd", "x", ""})
  void onlyNamesOfTheFolderAreArchives(String name) {
    assertThatThrownBy(() -> fixture.backups().verify(name))
        .hasMessageContaining("There is no archive of this name");
  }

  @Test
  void aFolderThatCannotBeWrittenIsToldWithItsMend() throws Exception {
    Files.writeString(fixture.archives, "a file where the folder should be");

    assertThatThrownBy(() -> fixture.backups().create(fixture.source()))
        .hasMessageContaining("The backup folder " + fixture.archives)
        .hasMessageContaining("BACKUP_DIR");
    assertThat(fixture.heard).containsExactly("failed");
  }

  @Test
  void aFailureOfTheDiskLeavesNothingHalfMade() throws Exception {
    Backups backups =
        fixture.backups(
            "",
            step -> {
              if (step == ArchiveMaker.Step.SPOOLED) {
                throw new UncheckedIOException(new IOException("No space left on device"));
              }
            });

    assertThatThrownBy(() -> backups.create(fixture.source()))
        .hasMessageContaining("is full")
        .hasMessageContaining("df -h");
    assertThat(names()).containsOnly(".workrail-backup.lock", ".workrail-backup.last");
    assertThat(backups.lastAttempt().orElseThrow().failure()).contains("is full");
    assertThat(fixture.backups().create(fixture.source()).backup().verified()).isTrue();
    assertThat(backups.lastAttempt().orElseThrow().failure()).isEmpty();
  }

  @Test
  void aStopGivesUpAndLeavesNothing() throws Exception {
    Backups backups =
        fixture.backups(
            "",
            step -> {
              if (step == ArchiveMaker.Step.LOCKED) {
                Thread.currentThread().interrupt();
              }
            });

    assertThatThrownBy(() -> backups.create(fixture.source()))
        .extracting("code")
        .isEqualTo(BackupException.Code.ABANDONED);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(names()).containsOnly(".workrail-backup.lock");
    assertThat(fixture.heard).isEmpty();
  }

  @Test
  void aDocumentThatCannotBeSavedEndsTheBackup() throws Exception {
    Files.writeString(fixture.workflows.resolve("bell\u0007.json"), "{}");

    assertThatThrownBy(() -> fixture.backups().create(fixture.source()))
        .hasMessageContaining("has a name that no archive can hold");
  }

  @Test
  void anArchiveIsSentAwayAfterItWasVerified() throws Exception {
    Path copy = place.resolve("copy");
    Backups backups = fixture.backups("test -s {}.sha256 && cp {} " + copy, step -> {});

    Backups.Made made = backups.create(fixture.source());

    assertThat(made.uploadFailure()).isEmpty();
    assertThat(Files.readAllBytes(copy))
        .isEqualTo(Files.readAllBytes(Path.of(made.backup().path())));
    assertThat(fixture.heard).containsExactly("made", "sent");
  }

  @Test
  void whenItCannotBeSentAwayTheLocalArchiveStays() {
    Backups backups = fixture.backups("echo no bucket; false {}", step -> {});

    Backups.Made made = backups.create(fixture.source());

    assertThat(made.backup().verified()).isTrue();
    assertThat(made.uploadFailure().orElseThrow()).contains("status 1: no bucket");
    assertThat(backups.lastAttempt().orElseThrow().uploadFailure()).contains("no bucket");
    assertThat(fixture.heard).containsExactly("made", "not sent");
    assertThat(backups.list()).hasSize(1);
  }

  @Test
  void oldArchivesGoWithTheirSideFiles() throws Exception {
    for (int day = 0; day < 12; day++) {
      fixture.backups().create(fixture.source());
      fixture.clock.advance(Duration.ofDays(1));
    }

    assertThat(fixture.backups().list()).hasSize(8);
    assertThat(names()).filteredOn(name -> name.endsWith(".sha256")).hasSize(8);
  }

  private static String digest(Path archive) {
    return BackupFixture.verify(archive).manifest().orElseThrow().contentDigest();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(fixture.archives)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
