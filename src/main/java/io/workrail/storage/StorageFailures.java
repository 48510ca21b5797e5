package io.workrail.storage;

import io.workrail.storage.StorageUnavailableException.Reason;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells failures of the database from refusals of a statement (a duplicate key, for example). */
final class StorageFailures {
  /** The byte of a result code that is not detail; sqlite.org/rescode.html. */
  private static final int PRIMARY = 0xff;

  private StorageFailures() {}

  /** What SQLite's result code means; empty when the statement was to blame. */
  static Optional<StorageUnavailableException> ofSqlite(Throwable thrown) {
    return find(thrown, StorageFailures::sqliteReason);
  }

  /** What PostgreSQL's SQLSTATE means; empty when the statement was to blame. */
  static Optional<StorageUnavailableException> ofPostgresql(Throwable thrown) {
    return find(thrown, StorageFailures::postgresqlReason);
  }

  /** What SQLite's failure means when it cannot be the fault of a statement. */
  static StorageUnavailableException unavailable(Exception failure) {
    return ofSqlite(failure).orElseGet(() -> new StorageUnavailableException(Reason.GONE, failure));
  }

  private interface Classifier {
    @Nullable Reason reason(SQLException failure);
  }

  private static Optional<StorageUnavailableException> find(
      Throwable thrown, Classifier classifier) {
    Throwable cause = thrown;
    while (cause != null) {
      if (cause instanceof StorageUnavailableException known) {
        return Optional.of(known);
      }
      Reason reason = cause instanceof SQLException failure ? classifier.reason(failure) : null;
      if (reason != null) {
        return Optional.of(new StorageUnavailableException(reason, thrown));
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  private static @Nullable Reason sqliteReason(SQLException failure) {
    return switch (failure.getErrorCode() & PRIMARY) {
      case 13 -> Reason.DISK_FULL; // FULL
      case 5, 6, 7, 9, 15 -> Reason.BUSY; // BUSY, LOCKED, NOMEM, INTERRUPT, PROTOCOL
      case 3, 8, 10, 11, 14, 26 -> Reason.GONE; // PERM, READONLY, IOERR, CORRUPT, CANTOPEN, NOTADB
      default -> null;
    };
  }

  private static @Nullable Reason postgresqlReason(SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    if (failure instanceof SQLTransientConnectionException && failure.getCause() == null) {
      // The pool's: all connections are in use.
      return Reason.BUSY;
    }
    return switch (state) {
      case "53100" -> Reason.DISK_FULL;
      case "40001", "40P01", "55P03", "57014", "53200", "53300", "53400" -> Reason.BUSY;
      // A replica, a server that stops or starts, a refused log-in, a missing database.
      case "25006", "57P01", "57P02", "57P03", "57P05", "25P03", "3D000" -> Reason.GONE;
      default -> classReason(state);
    };
  }

  private static @Nullable Reason classReason(String state) {
    // Connection, authorization, system error, damaged data.
    return state.startsWith("08")
            || state.startsWith("28")
            || state.startsWith("58")
            || state.startsWith("XX")
        ? Reason.GONE
        : null;
  }
}
