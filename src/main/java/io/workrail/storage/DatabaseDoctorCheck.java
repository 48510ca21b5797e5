package io.workrail.storage;

import io.workrail.doctor.DoctorCheck;
import io.workrail.doctor.Finding;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/** Whether the database answers, how fast, and whether a file is whole. */
final class DatabaseDoctorCheck implements DoctorCheck {
  private static final long SLOW_MILLIS = 100;
  private static final String MEND_SERVER =
      "see that PostgreSQL runs and takes connections (pg_isready), and that DATABASE_URL, user and password are right";
  private static final String MEND_FILE =
      "run the command as the user of the server or as root; see that DATA_DIR is mounted";

  private final DatabaseLook look;

  DatabaseDoctorCheck(DatabaseLook look) {
    this.look = look;
  }

  @Override
  public String name() {
    return "database";
  }

  @Override
  public Finding examine() {
    if (look.isLost()) {
      return Finding.fail(
          look.name() + " is gone, though a server has used it",
          "bring it back with its -wal file, or restore a backup: a start would begin with an empty one");
    }
    if (!look.exists()) {
      return Finding.ok(look.name() + " does not exist; the first start makes it");
    }
    if (look.isHidden()) {
      return hidden(look);
    }
    try (Connection connection = look.open();
        Statement statement = connection.createStatement()) {
      long start = System.nanoTime();
      text(statement, "SELECT 1");
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      return look.dialect() == Dialect.SQLITE ? file(statement) : server(statement, millis);
    } catch (SQLException | IOException e) {
      return Finding.fail(
          "%s cannot be used: %s".formatted(look.name(), e.getMessage()),
          look.dialect() == Dialect.SQLITE ? MEND_FILE : MEND_SERVER);
    }
  }

  /** Nobody is to blame: whoever asks is not the user of the server. */
  static Finding hidden(DatabaseLook look) {
    return Finding.warn(
        look.name() + " may not be read by this user",
        "run the command as the user of the server, or as root");
  }

  private Finding file(Statement statement) throws SQLException {
    String found = text(statement, "PRAGMA quick_check(1)");
    return found.equals("ok")
        ? Finding.ok("SQLite, %s is whole".formatted(look.name()))
        : Finding.fail(
            "%s is damaged: %s".formatted(look.name(), found),
            "stop the server, keep a copy of the file, and restore the last backup");
  }

  private Finding server(Statement statement, long millis) throws SQLException {
    String message =
        "%s, %s answers in %d ms"
            .formatted(
                text(statement, "SELECT 'PostgreSQL ' || current_setting('server_version')"),
                look.name(),
                millis);
    return millis > SLOW_MILLIS
        ? Finding.warn(
            message, "every call waits for it: bring server and database closer together")
        : Finding.ok(message);
  }

  static String text(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? String.valueOf(rows.getString(1)) : "";
    }
  }
}
