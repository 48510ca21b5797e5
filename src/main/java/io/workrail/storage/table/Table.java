package io.workrail.storage.table;

import java.util.List;
import java.util.Set;

/**
 * The shape of a table.
 *
 * @param columns in the order of the schema
 * @param primaryKey the columns that order its rows; never empty
 * @param references the other tables that its rows point to
 */
public record Table(
    String name, List<Column> columns, List<String> primaryKey, Set<String> references) {
  /** What a column holds. */
  public enum Type {
    /** A whole number of at most 64 bits. */
    INTEGER,
    /** Unicode text. */
    TEXT
  }

  /** A column. */
  public record Column(String name, Type type) {}

  public Table {
    columns = List.copyOf(columns);
    primaryKey = List.copyOf(primaryKey);
    references = Set.copyOf(references);
    if (primaryKey.isEmpty()) {
      throw new IllegalArgumentException("the table " + name + " has no primary key");
    }
  }

  /** What the column of this name holds. */
  Type typeOf(String column) {
    return columns.stream()
        .filter(candidate -> candidate.name().equals(column))
        .map(Column::type)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name + " has no column " + column));
  }
}
