package io.workrail.storage;

import java.sql.SQLException;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.TransactionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a unit in one transaction on one connection. */
final class PostgresTransaction {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresTransaction.class);

  /** SQLSTATEs serialization_failure and deadlock_detected. */
  private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

  /** SQLSTATEs of a server that stops, or crashed, or ended this connection only. */
  private static final Set<String> LOST = Set.of("57P01", "57P02", "57P05", "25P03");

  private final Handle handle;
  private boolean committing;

  PostgresTransaction(Handle handle) {
    this.handle = handle;
  }

  /** Runs the unit and commits; rolls back when it throws. */
  <T, X extends Exception> T run(UnitOfWork<T, X> unit) throws X {
    boolean done = false;
    try {
      T result = unit.run(handle);
      committing = true;
      handle.getConnection().commit();
      done = true;
      return result;
    } catch (SQLException e) {
      throw new TransactionException("commit", e);
    } finally {
      end(done);
    }
  }

  /** Whether PostgreSQL undid this run in favour of another transaction. */
  boolean isConflict(RuntimeException thrown) {
    return CONFLICTS.contains(sqlState(thrown));
  }

  /** Whether the connection died while nothing could have been committed yet. */
  boolean isLostBeforeCommit(RuntimeException thrown) {
    String state = sqlState(thrown);
    return !committing && (state.startsWith("08") || LOST.contains(state));
  }

  private void end(boolean done) {
    try (handle) {
      if (!done) {
        handle.getConnection().rollback();
      }
    } catch (SQLException | RuntimeException e) {
      // What made the transaction fail is thrown; a dead connection cannot roll back, and need not.
      LOG.debug("The transaction was not ended well", e);
    }
  }

  private static String sqlState(Throwable thrown) {
    Throwable cause = thrown;
    while (cause != null) {
      if (cause instanceof SQLException failure && failure.getSQLState() != null) {
        return failure.getSQLState();
      }
      cause = cause.getCause();
    }
    return "";
  }
}
