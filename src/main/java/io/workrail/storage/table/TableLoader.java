package io.workrail.storage.table;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.workrail.json.StrictJson;
import io.workrail.storage.Database;
import io.workrail.storage.Dialect;
import io.workrail.storage.StorageUnavailableException;
import io.workrail.storage.table.Table.Column;
import java.io.IOException;
import java.io.InputStream;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Puts rows into empty tables that nobody else uses, from the form in which {@link TableReader}
 * writes them. Holds a few hundred rows at a time in memory. Not thread-safe.
 */
public final class TableLoader {
  private static final int MOST_ROWS = 500;
  private static final int MOST_CHARACTERS = 1_000_000;

  private final Database database;

  /** A loader into this database. */
  public TableLoader(Database database) {
    this.database = database;
  }

  /**
   * Adds the rows of a table; the tables that they point to are filled already.
   *
   * @param rows UTF-8; stays open
   * @return how many
   * @throws IOException when they cannot be read or do not fit; the message names table and row
   * @throws StorageUnavailableException when the database does not do its work
   */
  public long load(Table table, InputStream rows) throws IOException {
    Batch batch = new Batch(table);
    try (JsonParser json = StrictJson.mapper().getFactory().createParser(rows)) {
      json.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
      while (json.nextToken() != null) {
        batch.add(row(table, json, batch.count + 1));
      }
    } catch (JsonProcessingException e) {
      throw new IOException(
          "row %d of the table %s is no JSON object of this form: %s"
              .formatted(batch.count + 1, table.name(), e.getOriginalMessage()),
          e);
    }
    batch.write();
    return batch.count;
  }

  /** Makes PostgreSQL count on after the rows that are there; SQLite does so by itself. */
  public void continueCounting() {
    if (database.dialect() == Dialect.POSTGRESQL) {
      database.write(
          handle -> {
            identities(handle).forEach((table, column) -> continueCounting(handle, table, column));
            return true;
          });
    }
  }

  private static Map<String, String> identities(Handle handle) {
    Map<String, String> identities = new HashMap<>();
    handle
        .createQuery(
            "SELECT table_name, column_name FROM information_schema.columns"
                + " WHERE table_schema = current_schema() AND is_identity = 'YES'")
        .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
        .forEach(found -> identities.put(found.getKey(), found.getValue()));
    return identities;
  }

  private static void continueCounting(Handle handle, String table, String column) {
    handle
        .createQuery(
            "SELECT setval(pg_get_serial_sequence('%1$s', '%2$s'), max(%2$s)) FROM %1$s HAVING max(%2$s) > 0"
                .formatted(table, column))
        .mapTo(Long.class)
        .list();
  }

  private static @Nullable Object[] row(Table table, JsonParser json, long number)
      throws IOException {
    require(json.currentToken() == JsonToken.START_OBJECT, table, number, "is no object");
    @Nullable Object[] values = new Object[table.columns().size()];
    int found = 0;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      int index = indexOf(table, json.currentName(), number);
      json.nextToken();
      values[index] = value(table, table.columns().get(index), json, number);
      found++;
    }
    require(found == values.length, table, number, "does not have all columns");
    return values;
  }

  private static int indexOf(Table table, String name, long number) throws IOException {
    List<String> names = table.columns().stream().map(Column::name).toList();
    require(names.contains(name), table, number, "has a column that the table does not have");
    return names.indexOf(name);
  }

  private static @Nullable Object value(Table table, Column column, JsonParser json, long number)
      throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (column.type() == Table.Type.INTEGER) {
      require(
          token == JsonToken.VALUE_NUMBER_INT,
          table,
          number,
          column.name() + " is no whole number");
      return json.getLongValue();
    }
    require(token == JsonToken.VALUE_STRING, table, number, column.name() + " is no text");
    return json.getText();
  }

  private static void require(boolean holds, Table table, long number, String fault)
      throws IOException {
    if (!holds) {
      throw new IOException("row %d of the table %s: %s".formatted(number, table.name(), fault));
    }
  }

  /** Rows that are written together. */
  private final class Batch {
    private final Table table;
    private final String sql;
    private final List<@Nullable Object[]> rows = new ArrayList<>();
    private long characters;
    private long count;

    Batch(Table table) {
      this.table = table;
      this.sql =
          "INSERT INTO %s (%s) VALUES (%s)"
              .formatted(
                  quoted(table.name()),
                  table.columns().stream()
                      .map(column -> quoted(column.name()))
                      .collect(Collectors.joining(", ")),
                  String.join(", ", Collections.nCopies(table.columns().size(), "?")));
    }

    void add(@Nullable Object[] row) throws IOException {
      rows.add(row);
      count++;
      for (Object value : row) {
        characters += value instanceof String text ? text.length() : Long.BYTES;
      }
      if (rows.size() >= MOST_ROWS || characters >= MOST_CHARACTERS) {
        write();
      }
    }

    void write() throws IOException {
      if (rows.isEmpty()) {
        return;
      }
      try {
        database.write(this::insert);
      } catch (SQLException e) {
        throw new IOException(
            "rows %d to %d of the table %s do not fit: %s"
                .formatted(count - rows.size() + 1, count, table.name(), e.getMessage()),
            e);
      }
      rows.clear();
      characters = 0;
    }

    private int insert(Handle handle) throws SQLException {
      try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
        for (Object[] row : rows) {
          for (int i = 0; i < row.length; i++) {
            statement.setObject(i + 1, row[i]);
          }
          statement.addBatch();
        }
        return statement.executeBatch().length;
      }
    }

    private String quoted(String name) {
      return '"' + name + '"';
    }
  }
}
