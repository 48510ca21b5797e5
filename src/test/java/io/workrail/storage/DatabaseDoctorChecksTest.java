package io.workrail.storage;

import static io.workrail.doctor.Finding.Verdict.FAIL;
import static io.workrail.doctor.Finding.Verdict.OK;
import static io.workrail.doctor.Finding.Verdict.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.configuration.Secret;
import io.workrail.doctor.Finding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatabaseDoctorChecksTest {
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  private static final Migration FIRST =
      new Migration(1, "first", 1, List.of("CREATE TABLE things (id INTEGER PRIMARY KEY)"));
  private static final Migration EXPANDING =
      new Migration(2, "add_note", 1, List.of("ALTER TABLE things ADD COLUMN note TEXT"));
  private static final Migration BREAKING =
      new Migration(3, "rename_things", 3, List.of("ALTER TABLE things RENAME TO objects"));

  @TempDir Path folder;

  @Test
  void aFileThatIsNotThereYetIsFineAndIsNotMade() throws IOException {
    DatabaseLook look = file();
    assertThat(new DatabaseDoctorCheck(look).examine().verdict()).isEqualTo(OK);
    assertThat(migrations(look, FIRST).verdict()).isEqualTo(OK);
    assertThat(listed()).isEmpty();
  }

  @Test
  void aFileThatWasThereAndIsGoneIsNoNewServer() throws IOException {
    DatabaseLook look = file();
    TestDatabase.server(folder).stop();
    Files.delete(look.file());
    Finding gone = new DatabaseDoctorCheck(look).examine();
    assertThat(gone.verdict()).isEqualTo(FAIL);
    assertThat(gone.message()).isEqualTo(look.name() + " is gone, though a server has used it");
    assertThat(gone.mend()).startsWith("bring it back");
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void theSchemaIsComparedWithThisRelease(Dialect dialect) {
    DatabaseLook look = look(dialect);
    migrate(look, FIRST, EXPANDING);
    assertThat(migrations(look, FIRST, EXPANDING).message()).isEqualTo("schema version 2");
    Finding ahead = migrations(look, FIRST);
    assertThat(ahead.verdict()).isEqualTo(WARN);
    assertThat(ahead.message()).contains("a newer release made 1 changes");
    Finding behind = migrations(look, FIRST, EXPANDING, BREAKING);
    assertThat(behind.verdict()).isEqualTo(WARN);
    assertThat(behind.message()).contains("1 changes of schema version 3 are missing");
    migrate(look, FIRST, EXPANDING, BREAKING);
    Finding incompatible = migrations(look, FIRST, EXPANDING);
    assertThat(incompatible.verdict()).isEqualTo(FAIL);
    assertThat(incompatible.message()).contains("needs schema version 3 or newer");
  }

  @Test
  void lookingChangesNoFileWithAndWithoutAServer() throws IOException {
    DatabaseLook look = file();
    migrate(look, FIRST);
    TreeMap<String, Long> before = listed();
    assertThat(new DatabaseDoctorCheck(look).examine().message()).contains("is whole");
    assertThat(migrations(look, FIRST).verdict()).isEqualTo(OK);
    assertThat(listed()).isEqualTo(before);

    Database server = TestDatabase.sqlite(look.file(), migrator(Dialect.SQLITE, FIRST));
    try {
      server.write(handle -> handle.execute("INSERT INTO things (id) VALUES (1)"));
      TreeMap<String, Long> beside = listed();
      assertThat(new DatabaseDoctorCheck(look).examine().message()).contains("is whole");
      assertThat(listed()).isEqualTo(beside);
      server.write(handle -> handle.execute("INSERT INTO things (id) VALUES (2)"));
    } finally {
      server.stop();
    }
  }

  @Test
  void aDamagedFileFails() throws IOException {
    DatabaseLook look = file();
    migrate(look, FIRST);
    try (FileChannel file = FileChannel.open(look.file(), StandardOpenOption.WRITE)) {
      for (long page = 4_096; page < file.size(); page += 4_096) {
        file.write(ByteBuffer.wrap("not a page of a database".getBytes("US-ASCII")), page);
      }
    }
    Finding found = new DatabaseDoctorCheck(look).examine();
    assertThat(found.verdict()).isEqualTo(FAIL);
    assertThat(found.message()).contains(look.file().toString());
    Files.writeString(look.file(), "this is no database at all, just a few words".repeat(99));
    assertThat(new DatabaseDoctorCheck(look).examine().verdict()).isEqualTo(FAIL);
  }

  @Test
  void aServerAnswersWithItsVersionAndTheTimeItTook() {
    Finding found = new DatabaseDoctorCheck(look(Dialect.POSTGRESQL)).examine();
    assertThat(found.verdict()).isIn(OK, WARN);
    assertThat(found.message()).contains("PostgreSQL 1", "answers in").doesNotContain("password");
  }

  @Test
  void aServerThatIsNotThereFails() {
    Optional<DatabaseAddress> nobody =
        DatabaseAddress.parse("postgresql://u:hunter2@127.0.0.1:1/x", "", new Secret(""));
    Finding found =
        new DatabaseDoctorCheck(new DatabaseLook(nobody, folder.resolve("x"))).examine();
    assertThat(found.verdict()).isEqualTo(FAIL);
    assertThat(found.toString()).contains("127.0.0.1:1", "DATABASE_URL").doesNotContain("hunter2");
  }

  private DatabaseLook look(Dialect dialect) {
    return switch (dialect) {
      case SQLITE -> file();
      case POSTGRESQL ->
          new DatabaseLook(
              DatabaseAddress.parse(PostgresServer.shared().createDatabase(), "", new Secret("")),
              folder.resolve("unused"));
    };
  }

  private DatabaseLook file() {
    return new DatabaseLook(Optional.empty(), folder.resolve("workrail.db"));
  }

  private static void migrate(DatabaseLook look, Migration... migrations) {
    Migrator migrator = migrator(look.dialect(), migrations);
    Database database =
        look.server().isPresent()
            ? PostgresDatabase.open(look.server().get(), 2, migrator)
            : TestDatabase.sqlite(look.file(), migrator);
    database.stop();
  }

  private static Finding migrations(DatabaseLook look, Migration... migrations) {
    return new MigrationsDoctorCheck(look, migrator(look.dialect(), migrations)).examine();
  }

  private static Migrator migrator(Dialect dialect, Migration... migrations) {
    return new Migrator(List.of(migrations), dialect.name(), CLOCK);
  }

  /** The files with their sizes. */
  private TreeMap<String, Long> listed() throws IOException {
    TreeMap<String, Long> found = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        found.put(file.getFileName().toString(), Files.size(file));
      }
    }
    return found;
  }
}
