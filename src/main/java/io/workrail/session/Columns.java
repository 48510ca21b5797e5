package io.workrail.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Reads the types of this package from a row. */
final class Columns {
  private Columns() {}

  static SessionId sessionId(ResultSet row, String column) throws SQLException {
    return new SessionId(row.getString(column));
  }

  static Instant time(ResultSet row, String column) throws SQLException {
    return Nanoseconds.toInstant(row.getLong(column));
  }

  static Optional<Instant> optionalTime(ResultSet row, String column) throws SQLException {
    long nanoseconds = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Nanoseconds.toInstant(nanoseconds));
  }

  static Optional<String> optionalText(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }
}
