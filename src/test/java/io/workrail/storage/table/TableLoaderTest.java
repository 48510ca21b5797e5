package io.workrail.storage.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.workrail.storage.Database;
import io.workrail.storage.Dialect;
import io.workrail.storage.PostgresServer;
import io.workrail.storage.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that come in, and those that do not fit. */
class TableLoaderTest {
  private static final String ROW =
      "{\"kind\":\"TOKEN\",\"name\":\"%s\",\"revoked_at\":%s,\"actor\":\"root\"}%n";

  @TempDir Path folder;
  private Database database;

  @AfterEach
  void stop() {
    database.stop();
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void manyRowsComeInAndCountingGoesOn(Dialect dialect) throws Exception {
    open(dialect);
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 1_234; i++) {
      rows.append(ROW.formatted("ünï \\\"" + i, i));
    }
    assertThat(load(rows.toString())).isEqualTo(1_234);
    assertThat(
            database.<Long, RuntimeException>read(
                handle ->
                    handle
                        .createQuery("SELECT sum(revoked_at) FROM revocations")
                        .mapTo(long.class)
                        .one()))
        .isEqualTo(1_233L * 1_234 / 2);
    new TableLoader(database).continueCounting();
  }

  @Test
  void rowsThatDoNotFitAreNamed() {
    open(Dialect.SQLITE);
    assertFault(ROW.formatted("a", 1) + "[1]", "row 2 of the table revocations: is no object");
    assertFault("{\"other\":1}", "row 1 of the table revocations: has a column that");
    assertFault("{\"kind\":\"TOKEN\"}", "row 1 of the table revocations: does not have all");
    assertFault(ROW.formatted("a", "\"x\""), "revoked_at is no whole number");
    assertFault(ROW.formatted("a", "1.5"), "revoked_at is no whole number");
    assertFault(ROW.formatted("a", "99999999999999999999"), "row 1 of the table revocations");
    assertFault("{\"kind\":", "row 1 of the table revocations is no JSON object");
    assertFault(ROW.formatted("a", 1).repeat(2), "rows 1 to 2 of the table revocations do not fit");
    assertFault(ROW.formatted("a", "null"), "rows 1 to 1 of the table revocations do not fit");
  }

  private void open(Dialect dialect) {
    database =
        dialect == Dialect.SQLITE
            ? TestDatabase.sqlite(folder)
            : TestDatabase.postgresql(PostgresServer.shared().createDatabase());
  }

  private void assertFault(String rows, String message) {
    assertThatIOException().isThrownBy(() -> load(rows)).withMessageContaining(message);
  }

  private long load(String rows) throws IOException {
    Table table =
        database.read(
            handle ->
                Tables.of(handle, database.dialect()).stream()
                    .filter(candidate -> candidate.name().equals("revocations"))
                    .findFirst()
                    .orElseThrow());
    return new TableLoader(database).load(table, new ByteArrayInputStream(rows.getBytes(UTF_8)));
  }
}
