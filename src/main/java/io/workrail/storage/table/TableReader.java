package io.workrail.storage.table;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.workrail.storage.Dialect;
import io.workrail.storage.table.Table.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Writes the rows of tables as JSON objects, one a line, with the columns in the order of the
 * schema and the rows in that of the primary key: the same bytes from SQLite and PostgreSQL. For
 * one transaction and one thread; holds a few rows at a time in memory, however large a table is.
 */
public final class TableReader {
  /** Rows on their way from PostgreSQL; one may have a megabyte. */
  private static final int FETCH_SIZE = 20;

  /** A large table is sorted before its first row comes. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .rootValueSeparator("\n")
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  private final Connection connection;
  private final Dialect dialect;
  private final List<Table> tables;

  private TableReader(Connection connection, Dialect dialect, List<Table> tables) {
    this.connection = connection;
    this.dialect = dialect;
    this.tables = List.copyOf(tables);
  }

  /**
   * A reader for the transaction of a handle.
   *
   * @throws IllegalStateException when the database does not answer, with the failure of the driver
   */
  public static TableReader of(Handle handle, Dialect dialect) {
    Connection connection = handle.getConnection();
    if (dialect == Dialect.POSTGRESQL) {
      bePatient(handle, connection);
    }
    return new TableReader(connection, dialect, Tables.of(handle, dialect));
  }

  /** The tables with data, each after those that it points to. */
  public List<Table> tables() {
    return tables;
  }

  /**
   * Writes all rows of a table, in UTF-8, each with a line feed at its end.
   *
   * @param out stays open
   * @return how many
   * @throws IllegalStateException when the database does not answer, with the failure of the driver
   */
  public long write(Table table, OutputStream out) throws IOException {
    try (Statement statement = connection.createStatement();
        JsonGenerator json = JSON.createGenerator(out)) {
      statement.setFetchSize(FETCH_SIZE);
      long count = 0;
      try (ResultSet rows = statement.executeQuery(query(table))) {
        while (rows.next()) {
          writeRow(table, rows, json);
          count++;
        }
      }
      if (count > 0) {
        json.writeRaw('\n');
      }
      return count;
    } catch (SQLException e) {
      throw new IllegalStateException("the table " + table.name() + " cannot be read", e);
    }
  }

  private static void writeRow(Table table, ResultSet row, JsonGenerator json)
      throws IOException, SQLException {
    json.writeStartObject();
    int index = 0;
    for (Column column : table.columns()) {
      index++;
      if (column.type() == Table.Type.INTEGER) {
        long number = row.getLong(index);
        if (row.wasNull()) {
          json.writeNullField(column.name());
        } else {
          json.writeNumberField(column.name(), number);
        }
      } else {
        // Writes null as null.
        json.writeStringField(column.name(), row.getString(index));
      }
    }
    json.writeEndObject();
  }

  private String query(Table table) {
    String columns =
        table.columns().stream()
            .map(column -> quoted(column.name()))
            .collect(Collectors.joining(", "));
    String order =
        table.primaryKey().stream()
            .map(column -> quoted(column) + collation(table.typeOf(column)))
            .collect(Collectors.joining(", "));
    return "SELECT %s FROM %s ORDER BY %s".formatted(columns, quoted(table.name()), order);
  }

  /** SQLite compares bytes unless told otherwise; PostgreSQL by the language of its database. */
  private String collation(Table.Type type) {
    return dialect == Dialect.POSTGRESQL && type == Table.Type.TEXT ? " COLLATE \"C\"" : "";
  }

  private static String quoted(String name) {
    return '"' + name + '"';
  }

  /** The time-outs of the pool are those of calls that somebody waits for. They come back. */
  private static void bePatient(Handle handle, Connection connection) {
    try {
      handle.execute("SET LOCAL statement_timeout = " + PATIENCE.toMillis());
      handle.execute("SET LOCAL idle_in_transaction_session_timeout = " + PATIENCE.toMillis());
      connection.setNetworkTimeout(Runnable::run, Math.toIntExact(PATIENCE.toMillis()));
    } catch (SQLException e) {
      throw new IllegalStateException("the database cannot be read patiently", e);
    }
  }
}
