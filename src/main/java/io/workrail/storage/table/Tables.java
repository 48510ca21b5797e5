package io.workrail.storage.table;

import io.workrail.storage.DatabaseConfiguration;
import io.workrail.storage.Dialect;
import io.workrail.storage.SchemaTables;
import io.workrail.storage.table.Table.Column;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The tables with the data of a database, as the database itself tells them, so that the table of a
 * later migration cannot be forgotten.
 */
public final class Tables {
  /** What a database needs for itself and makes anew: no data. */
  private static final Set<String> OF_NO_DATA =
      Set.of("schema_history", "storage_probe", "workflow_changes");

  private static final String OF_SQLITE = "sqlite_";

  private final DatabaseMetaData metaData;
  private final @Nullable String schema;
  private final Predicate<String> isOurs;

  private Tables(DatabaseMetaData metaData, @Nullable String schema, Predicate<String> isOurs) {
    this.metaData = metaData;
    this.schema = schema;
    this.isOurs = isOurs;
  }

  /**
   * Those of a database, each after the tables that it points to, otherwise by name.
   *
   * @throws IllegalStateException when they cannot be read, with the failure of the driver
   */
  public static List<Table> of(Handle handle, Dialect dialect) {
    Connection connection = handle.getConnection();
    try {
      String schema = dialect == Dialect.POSTGRESQL ? connection.getSchema() : null;
      return parentsFirst(
          new Tables(connection.getMetaData(), schema, ours(handle, dialect)).read());
    } catch (SQLException e) {
      throw new IllegalStateException("the shape of the tables cannot be read", e);
    }
  }

  /** The number of the newest migration that a database has seen. */
  public static int schemaVersion(Handle handle) {
    return handle.createQuery("SELECT max(version) FROM schema_history").mapTo(int.class).one();
  }

  /**
   * Other programs may have tables in the same schema of PostgreSQL. What a newer release added,
   * and this one works with, is not known by name.
   */
  private static Predicate<String> ours(Handle handle, Dialect dialect) {
    boolean isNewer = schemaVersion(handle) > DatabaseConfiguration.schemaVersion();
    Set<String> known = SchemaTables.names(dialect);
    return isNewer ? name -> true : known::contains;
  }

  private Map<String, Table> read() throws SQLException {
    Map<String, Table> tables = new TreeMap<>();
    for (String name : names()) {
      tables.put(name, new Table(name, columns(name), primaryKey(name), references(name)));
    }
    return tables;
  }

  private List<String> names() throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet rows = metaData.getTables(null, schema, "%", new String[] {"TABLE"})) {
      while (rows.next()) {
        String name = rows.getString("TABLE_NAME");
        if (!OF_NO_DATA.contains(name) && !name.startsWith(OF_SQLITE) && isOurs.test(name)) {
          names.add(name);
        }
      }
    }
    return names;
  }

  private List<Column> columns(String table) throws SQLException {
    Map<Integer, Column> columns = new TreeMap<>();
    try (ResultSet rows = metaData.getColumns(null, schema, escaped(table), "%")) {
      while (rows.next()) {
        String name = rows.getString("COLUMN_NAME");
        columns.put(
            rows.getInt("ORDINAL_POSITION"),
            new Column(name, type(table + "." + name, rows.getInt("DATA_TYPE"))));
      }
    }
    return List.copyOf(columns.values());
  }

  /** Only what migrations use; another type has to be thought of here first. */
  private static Table.Type type(String column, int jdbcType) {
    return switch (jdbcType) {
      case Types.INTEGER, Types.BIGINT, Types.SMALLINT -> Table.Type.INTEGER;
      case Types.VARCHAR, Types.LONGVARCHAR, Types.CLOB -> Table.Type.TEXT;
      default ->
          throw new IllegalStateException(
              "%s holds neither whole numbers nor text (JDBC type %d)".formatted(column, jdbcType));
    };
  }

  private List<String> primaryKey(String table) throws SQLException {
    Map<Integer, String> columns = new TreeMap<>();
    try (ResultSet rows = metaData.getPrimaryKeys(null, schema, table)) {
      while (rows.next()) {
        columns.put(rows.getInt("KEY_SEQ"), rows.getString("COLUMN_NAME"));
      }
    }
    return List.copyOf(columns.values());
  }

  private Set<String> references(String table) throws SQLException {
    Set<String> references = new HashSet<>();
    try (ResultSet rows = metaData.getImportedKeys(null, schema, table)) {
      while (rows.next()) {
        references.add(rows.getString("PKTABLE_NAME"));
      }
    }
    references.remove(table);
    return references;
  }

  /** The names of columns are asked for with a pattern, in which an underscore stands for any. */
  private String escaped(String table) throws SQLException {
    return table.replace("_", metaData.getSearchStringEscape() + "_");
  }

  private static List<Table> parentsFirst(Map<String, Table> tables) {
    List<Table> ordered = new ArrayList<>();
    Set<String> placed = new HashSet<>();
    while (placed.size() < tables.size()) {
      Table next =
          tables.values().stream()
              .filter(table -> !placed.contains(table.name()))
              .filter(
                  table ->
                      table.references().stream()
                          .allMatch(name -> placed.contains(name) || !tables.containsKey(name)))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("the tables point to each other"));
      ordered.add(next);
      placed.add(next.name());
    }
    return ordered;
  }
}
