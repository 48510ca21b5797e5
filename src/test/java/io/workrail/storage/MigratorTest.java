package io.workrail.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MigratorTest {
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  private static final Migration FIRST =
      new Migration(1, "first", 1, List.of("CREATE TABLE things (id INTEGER PRIMARY KEY)"));
  private static final Migration EXPANDING =
      new Migration(2, "add_note", 1, List.of("ALTER TABLE things ADD COLUMN note TEXT"));
  private static final Migration BREAKING =
      new Migration(3, "rename_things", 3, List.of("ALTER TABLE things RENAME TO objects"));

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void thePreviousReleaseRunsOnTheSchemaOfTheNextOne(Dialect dialect) {
    String place = place(dialect);
    Database next = open(dialect, place, "0.2.0", FIRST, EXPANDING);
    next.write(handle -> handle.execute("INSERT INTO things (id, note) VALUES (1, 'new')"));
    next.stop();

    Database previous = open(dialect, place, "0.1.0", FIRST);
    previous.write(handle -> handle.execute("INSERT INTO things (id) VALUES (2)"));
    assertThat(ids(previous)).containsExactly(1, 2);
    previous.stop();

    Database again = open(dialect, place, "0.2.0", FIRST, EXPANDING);
    assertThat(ids(again)).containsExactly(1, 2);
    again.stop();
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void aSchemaThatIsTooNewIsRefusedInOneSentence(Dialect dialect) {
    String place = place(dialect);
    open(dialect, place, "0.9.0", FIRST, EXPANDING, BREAKING).stop();

    assertThatThrownBy(() -> open(dialect, place, "0.1.0", FIRST, EXPANDING))
        .isInstanceOf(IncompatibleDatabaseException.class)
        .hasMessage(
            "the database was changed by WorkRail 0.9.0 and needs schema version 3 or newer; this"
                + " is WorkRail 0.1.0 with schema version 2. Install the newer release, or restore"
                + " a backup that was made before it");
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void aFailedMigrationLeavesNothingBehind(Dialect dialect) {
    String place = place(dialect);
    open(dialect, place, "0.1.0", FIRST).stop();
    Migration broken =
        new Migration(
            2, "broken", 1, List.of("CREATE TABLE half (id INTEGER)", "CREATE TABLE half (x)"));
    assertThatThrownBy(() -> open(dialect, place, "0.2.0", FIRST, broken));

    Migration mended =
        new Migration(2, "mended", 1, List.of("CREATE TABLE half (id INTEGER PRIMARY KEY)"));
    open(dialect, place, "0.2.1", FIRST, mended).stop();
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void aSchemaOfAnotherBuildIsRefused(Dialect dialect) {
    String place = place(dialect);
    open(dialect, place, "0.2.0", FIRST, EXPANDING).stop();
    Migration other = new Migration(2, "other", 1, List.of("CREATE TABLE other (id INTEGER)"));

    assertThatThrownBy(() -> open(dialect, place, "0.2.0", FIRST, other))
        .isInstanceOf(IncompatibleDatabaseException.class)
        .hasMessageContaining("\"add_note\"");
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void serversThatStartAtOnceMigrateOnce(Dialect dialect) throws Exception {
    String place = place(dialect);
    ExecutorService servers = Executors.newFixedThreadPool(4);
    try {
      List<Future<Database>> started = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        started.add(servers.submit(() -> open(dialect, place, "0.2.0", FIRST, EXPANDING)));
      }
      for (Future<Database> server : started) {
        server.get(60, TimeUnit.SECONDS).stop();
      }
    } finally {
      servers.shutdownNow();
    }
  }

  @Test
  void theListNamesEveryFileInOrder() throws IOException {
    Path home = Path.of("src/main/resources/migrations");
    List<String> listed = Files.readAllLines(home.resolve("migrations.list"));
    try (Stream<Path> files = Files.list(home)) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".sql"))
                  .sorted())
          .isEqualTo(listed);
    }
    List<Migration> migrations = MigrationReader.read(Dialect.SQLITE);
    for (int i = 0; i < migrations.size(); i++) {
      assertThat(migrations.get(i).version()).isEqualTo(i + 1);
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void migrationsOnlyExpand(Dialect dialect) {
    for (Migration migration : MigrationReader.read(dialect)) {
      for (String statement : migration.statements()) {
        assertThat(statement.toUpperCase(Locale.ROOT))
            .as("V%03d", migration.version())
            .doesNotContain("DROP ", "RENAME ", "ALTER COLUMN", "DELETE ");
      }
    }
  }

  private String place(Dialect dialect) {
    return switch (dialect) {
      case SQLITE -> folder.resolve("test.db").toString();
      case POSTGRESQL -> PostgresServer.shared().createDatabase();
    };
  }

  private static Database open(
      Dialect dialect, String place, String release, Migration... migrations) {
    Migrator migrator = new Migrator(List.of(migrations), release, CLOCK);
    return switch (dialect) {
      case SQLITE -> TestDatabase.sqlite(Path.of(place), migrator);
      case POSTGRESQL -> TestDatabase.postgresql(place, migrator);
    };
  }

  private static List<Integer> ids(Database database) {
    return database.read(
        handle ->
            handle.createQuery("SELECT id FROM things ORDER BY id").mapTo(Integer.class).list());
  }
}
