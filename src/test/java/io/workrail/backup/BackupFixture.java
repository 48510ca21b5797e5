package io.workrail.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.workrail.SettableClock;
import io.workrail.backup.archive.ArchiveReader;
import io.workrail.backup.archive.Verification;
import io.workrail.configuration.Secret;
import io.workrail.json.StrictJson;
import io.workrail.storage.Database;
import io.workrail.storage.DatabaseConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Backups of a database and a workflow folder in a scratch place. */
final class BackupFixture {
  static final String DOCUMENT = "{\"id\":\"mine\"}";
  private static final ArchiveReader READER =
      new ArchiveReader(DatabaseConfiguration.schemaVersion());

  final SettableClock clock = new SettableClock();
  final Path archives;
  final Path workflows;
  final Database database;
  final List<String> heard = new ArrayList<>();

  BackupFixture(Path place, Database database) throws IOException {
    this.archives = place.resolve("backups");
    this.workflows = Files.createDirectories(place.resolve("workflows/team")).getParent();
    this.database = database;
    Files.writeString(workflows.resolve("team/mine.json"), DOCUMENT);
    Files.writeString(workflows.resolve("README.md"), "no document");
  }

  BackupSource source() {
    return new BackupSource(
        database,
        List.of(workflows),
        StrictJson.mapper().createObjectNode().put("environment", "test"),
        "1.0.0");
  }

  Backups backups() {
    return backups("", step -> {});
  }

  Backups backups(String uploadCommand, ArchiveMaker.Progress progress) {
    BackupObserver observer =
        new BackupObserver() {
          @Override
          public void made(Path archive) {
            heard.add("made");
          }

          @Override
          public void failed(BackupException failure) {
            heard.add("failed");
          }

          @Override
          public void sent(Path archive) {
            heard.add("sent");
          }

          @Override
          public void notSent(Path archive, String reason) {
            heard.add("not sent");
          }
        };
    Backups.Rules rules =
        new Backups.Rules(
            new Examiner(READER, (archive, verified) -> List.of()),
            new Retention(Duration.ofDays(7), 3),
            new Upload(new Secret(uploadCommand), Duration.ofSeconds(20)));
    return new Backups(new BackupFolder(archives), rules, observer, clock, progress);
  }

  void revoke(String name) {
    database.write(
        handle ->
            handle.execute(
                "INSERT INTO revocations (kind, name, revoked_at, actor) VALUES ('jti', ?, 1, 'a')",
                name));
  }

  /** The texts in an archive that is whole. */
  static Map<String, String> contents(Path archive) throws IOException {
    Map<String, String> contents = new LinkedHashMap<>();
    Verification verification = READER.verify(archive);
    READER.readEach(
        archive,
        verification,
        (name, content) -> contents.put(name, new String(content.readAllBytes(), UTF_8)));
    return contents;
  }

  static Verification verify(Path archive) {
    return READER.verify(archive);
  }
}
