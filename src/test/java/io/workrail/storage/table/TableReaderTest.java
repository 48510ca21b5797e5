package io.workrail.storage.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.storage.Database;
import io.workrail.storage.PostgresServer;
import io.workrail.storage.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableReaderTest {
  /** Names that languages sort in another order than bytes do. */
  private static final List<String> NAMES =
      List.of("b", "B", "a", "ä", "Z", "_", "zz", "\"quoted\"\n", "日本", "😀");

  @TempDir Path folder;

  @Test
  void findsTheTablesOfAllMigrationsParentsFirst() throws Exception {
    withBoth(
        database -> {
          List<Table> tables =
              database.read(handle -> TableReader.of(handle, database.dialect()).tables());

          assertThat(tables)
              .extracting(Table::name)
              .containsExactly(
                  "pinned_workflows",
                  "revocations",
                  "sessions",
                  "idempotency_keys",
                  "session_events",
                  "submissions",
                  "used_positions",
                  "workflows");
          Table events = tables.get(4);
          assertThat(events.primaryKey()).containsExactly("session_id", "seq");
          assertThat(events.references()).containsExactly("sessions");
          assertThat(events.columns().get(0))
              .isEqualTo(new Table.Column("session_id", Table.Type.TEXT));
          assertThat(events.columns().get(1))
              .isEqualTo(new Table.Column("seq", Table.Type.INTEGER));
        });
  }

  @Test
  void bothDatabasesGiveTheSameBytesForTheSameRows() throws Exception {
    Map<String, List<String>> contents = new LinkedHashMap<>();

    withBoth(
        database -> {
          database.write(
              handle -> {
                insert(handle);
                return true;
              });
          contents.put(database.dialect().name(), lines(database, "revocations"));
        });

    assertThat(contents).hasSize(2);
    assertThat(contents.get("POSTGRESQL")).isEqualTo(contents.get("SQLITE"));
    assertThat(contents.get("SQLITE"))
        .hasSize(NAMES.size())
        .startsWith(
            "{\"kind\":\"jti\",\"name\":\"\\\"quoted\\\"\\n\",\"revoked_at\":9223372036854775807,"
                + "\"actor\":\"ada\"}",
            "{\"kind\":\"jti\",\"name\":\"B\",\"revoked_at\":9223372036854775807,\"actor\":\"ada\"}");
  }

  @Test
  void writesMissingValuesAsNull() throws Exception {
    withBoth(
        database -> {
          database.write(
              handle -> {
                handle.execute("INSERT INTO pinned_workflows (hash, document) VALUES ('h', '{}')");
                return handle.execute(SESSION);
              });

          assertThat(lines(database, "sessions"))
              .singleElement()
              .asString()
              .contains("\"team\":null", "\"ended_at\":null", "\"number\":1,");
        });
  }

  @Test
  void tablesOfOtherProgramsAreTheirs() throws Exception {
    withBoth(
        database -> {
          database.write(
              handle ->
                  handle.execute("CREATE TABLE of_others (id INTEGER PRIMARY KEY, flag BOOLEAN)"));

          List<Table> tables =
              database.read(handle -> TableReader.of(handle, database.dialect()).tables());

          assertThat(tables)
              .extracting(Table::name)
              .doesNotContain("of_others")
              .contains("sessions");
        });
  }

  @Test
  void aLargeTableOfAServerMayTakeLongerThanACall() {
    Database database = TestDatabase.postgresql(PostgresServer.shared().createDatabase());
    try {
      String patient =
          database.read(
              handle -> {
                TableReader.of(handle, database.dialect());
                return timeout(handle);
              });

      assertThat(patient).isEqualTo("10min");
      assertThat(database.read(TableReaderTest::timeout)).as("of the next call").isEqualTo("10s");
    } finally {
      database.stop();
    }
  }

  private static String timeout(Handle handle) {
    return handle.createQuery("SHOW statement_timeout").mapTo(String.class).one();
  }

  @Test
  void anEmptyTableIsAnEmptyText() throws Exception {
    withBoth(database -> assertThat(lines(database, "submissions")).isEmpty());
  }

  @Test
  void aReadSeesNothingOfWhatIsWrittenMeanwhile() throws Exception {
    withBoth(
        database -> {
          database.write(handle -> handle.execute(REVOCATION, "before"));
          String seen =
              database.read(
                  handle -> {
                    TableReader reader = TableReader.of(handle, database.dialect());
                    String first = text(reader, "workflows");
                    database.write(other -> other.execute(REVOCATION, "meanwhile"));
                    return first + text(reader, "revocations");
                  });

          assertThat(seen).contains("before").doesNotContain("meanwhile");
        });
  }

  private static final String REVOCATION =
      "INSERT INTO revocations (kind, name, revoked_at, actor) VALUES ('jti', ?,"
          + " 9223372036854775807, 'ada')";

  private static final String SESSION =
      """
      INSERT INTO sessions (id, workflow_id, workflow_version, workflow_hash, goal, search_text, status,
        owner, holder, started_at, updated_at, updated_day, position, position_since, revision,
        head_hash, token_key, history, context, completed_count, last_completed)
      VALUES ('s', 'w', '1', 'h', 'a goal', '', 'active', 'o', 'o', 1, 1, 1, 1, 1, 1, 'e', 'k', '', '', 0, '')""";

  private static void insert(Handle handle) {
    NAMES.forEach(name -> handle.execute(REVOCATION, name));
  }

  private static List<String> lines(Database database, String table) throws IOException {
    return database
        .read(handle -> text(TableReader.of(handle, database.dialect()), table))
        .lines()
        .toList();
  }

  private static String text(TableReader reader, String name) throws IOException {
    Table table =
        reader.tables().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long count = reader.write(table, out);
    String text = out.toString(UTF_8);
    assertThat(text.lines().count()).isEqualTo(count);
    assertThat(text.isEmpty() || text.endsWith("\n")).isTrue();
    return text;
  }

  private interface Check {
    void on(Database database) throws Exception;
  }

  private void withBoth(Check check) throws Exception {
    for (Database database :
        List.of(
            TestDatabase.sqlite(folder),
            TestDatabase.postgresql(PostgresServer.shared().createDatabase()))) {
      try {
        check.on(database);
      } finally {
        database.stop();
      }
    }
  }
}
