package io.workrail.storage;

import io.workrail.storage.StorageUnavailableException.Reason;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A few connections for reading; readers do not wait for the writer, nor it for them. */
final class SqliteReaders {
  private static final long PATIENCE_SECONDS = 10;

  private final SqliteFile file;
  private final Semaphore permits;
  private final Deque<SqliteConnection> idle = new ConcurrentLinkedDeque<>();

  SqliteReaders(SqliteFile file, int connections) {
    this.file = file;
    this.permits = new Semaphore(connections);
  }

  <T, X extends Exception> T read(UnitOfWork<T, X> unit) throws X {
    acquire();
    try {
      return readAlone(unit);
    } finally {
      permits.release();
    }
  }

  /** Closes the connections that nobody uses. */
  void stop() {
    SqliteConnection connection;
    while ((connection = idle.pollFirst()) != null) {
      connection.close();
    }
  }

  private <T, X extends Exception> T readAlone(UnitOfWork<T, X> unit) throws X {
    SqliteConnection connection = null;
    boolean reusable = false;
    try {
      connection = take();
      connection.execute("BEGIN");
      try {
        return unit.run(connection.handle());
      } finally {
        connection.execute("COMMIT");
        reusable = true;
      }
    } catch (SQLException | IOException e) {
      throw StorageFailures.ofSqlite(e)
          .orElseGet(() -> new StorageUnavailableException(Reason.GONE, e));
    } catch (RuntimeException e) {
      Optional<StorageUnavailableException> failure = StorageFailures.ofSqlite(e);
      reusable &= failure.isEmpty();
      throw failure.<RuntimeException>map(found -> found).orElse(e);
    } finally {
      giveBack(connection, reusable);
    }
  }

  private SqliteConnection take() throws SQLException, IOException {
    SqliteConnection connection = idle.pollFirst();
    if (connection == null) {
      return file.openReader();
    }
    try {
      connection.requireInPlace();
      return connection;
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  private void giveBack(@Nullable SqliteConnection connection, boolean reusable) {
    if (connection != null && reusable) {
      idle.addFirst(connection);
    } else if (connection != null) {
      connection.close();
    }
  }

  private void acquire() {
    try {
      if (!permits.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new StorageUnavailableException(Reason.BUSY, null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageUnavailableException(Reason.BUSY, e);
    }
  }
}
