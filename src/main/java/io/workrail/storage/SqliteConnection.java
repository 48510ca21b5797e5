package io.workrail.storage;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.Statement;
import org.jdbi.v3.core.Handle;

/**
 * One connection to the file, used by one thread at a time. Transactions are plain statements: the
 * driver's own commit begins the next transaction at once, which would keep the write lock.
 */
final class SqliteConnection implements AutoCloseable {
  private final SqliteFile file;
  private final Object identity;
  private final Handle handle;

  SqliteConnection(SqliteFile file, Object identity, Handle handle) {
    this.file = file;
    this.identity = identity;
    this.handle = handle;
  }

  Handle handle() {
    return handle;
  }

  /**
   * Makes sure that the file is still in its place: SQLite would go on writing into a deleted one,
   * and what it acknowledged would be lost.
   */
  void requireInPlace() throws IOException {
    if (!identity.equals(file.identity())) {
      throw new IOException("another file took the place of the database");
    }
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = handle.getConnection().createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    handle.close();
  }
}
