package io.workrail.storage;

import io.workrail.configuration.CommandFailedException;
import io.workrail.storage.DataLock.Hold;
import io.workrail.storage.swap.FileSwap;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Opens a database for a server or a command. A restore that was interrupted is finished or undone
 * before anything is opened. All methods throw {@link CommandFailedException} with a sentence for
 * the operator.
 *
 * @param file the database file, unless there is a server
 */
record DatabaseOpening(
    Path dataDirectory,
    Path file,
    Optional<DatabaseAddress> server,
    int connections,
    Migrator migrator) {
  private static final String NATIVE_CODE = "native";

  /** A server that was killed a moment ago, or a restore that is at its last step. */
  private static final Duration PATIENCE_OF_SERVER = Duration.ofSeconds(2);

  private static final Duration PATIENCE_OF_COMMAND = Duration.ofSeconds(15);

  private interface Opener {
    Database open() throws IOException, SQLException;
  }

  Database forServer() {
    return told(() -> server.isPresent() ? connect(server.get()) : openFile(serve()));
  }

  Database forCommand() {
    return told(() -> server.isPresent() ? connect(server.get()) : openFile(use()));
  }

  /** Nothing is opened; a restore that was interrupted is ended all the same. */
  ReplaceableData replaceable(Optional<Database> running) {
    try {
      if (server.isPresent()) {
        PostgresData data =
            new PostgresData(server.get(), migrator, running.map(PostgresDatabase.class::cast));
        recover(PostgresData.journalLock(dataDirectory), data::isCommitted);
        return data;
      }
      SqliteLibrary.keepIn(dataDirectory.resolve(NATIVE_CODE));
      recover(file, condition -> true);
      return new SqliteData(file, migrator, running.map(SqliteDatabase.class::cast));
    } catch (IOException | RuntimeException e) {
      throw failed(e);
    }
  }

  private Database told(Opener opener) {
    try {
      return opener.open();
    } catch (IncompatibleDatabaseException e) {
      throw new CommandFailedException(String.valueOf(e.getMessage()));
    } catch (SQLException | IOException | RuntimeException e) {
      throw failed(e);
    }
  }

  private CommandFailedException failed(Exception failure) {
    return failure instanceof CommandFailedException told
        ? told
        : new CommandFailedException(
            "the database %s cannot be used: %s%s"
                .formatted(
                    server.map(DatabaseAddress::jdbcUrl).orElse(file.toString()),
                    reason(failure),
                    mend(failure).map("; "::concat).orElse("")));
  }

  /** As a server that runs tells it; nothing for what says its own mend. */
  private Optional<String> mend(Exception failure) {
    return server.isPresent()
        ? StorageFailures.ofPostgresql(failure).map(seen -> Mend.ofServer(seen.reason()))
        : StorageFailures.ofSqlite(failure).map(seen -> Mend.ofFile(seen.reason(), file));
  }

  private Database connect(DatabaseAddress address) throws IOException {
    recover(
        PostgresData.journalLock(dataDirectory),
        new PostgresData(address, migrator, Optional.empty())::isCommitted);
    return PostgresDatabase.open(address, connections, migrator);
  }

  private Database openFile(Hold hold) throws IOException, SQLException {
    try {
      SqliteLibrary.keepIn(dataDirectory.resolve(NATIVE_CODE));
      return SqliteDatabase.open(file, migrator, hold);
    } catch (IOException | SQLException | RuntimeException e) {
      hold.close();
      throw e;
    }
  }

  private Hold serve() throws IOException {
    Hold hold =
        DataLock.serve(file, PATIENCE_OF_SERVER)
            .orElseThrow(
                () ->
                    new CommandFailedException(
                        ("another server, or a restore, uses the database %s; stop it, or give this"
                                + " server a DATA_DIR of its own. Several servers share data by"
                                + " PostgreSQL: DATABASE_URL")
                            .formatted(file.toAbsolutePath().normalize())));
    try {
      recover(file, condition -> true);
      return hold;
    } catch (IOException | RuntimeException e) {
      hold.close();
      throw e;
    }
  }

  private Hold use() throws IOException {
    Hold hold = waitForUse();
    if (!FileSwap.isUnfinished(dataDirectory)) {
      return hold;
    }
    hold.close();
    recover(file, condition -> true);
    return waitForUse();
  }

  private Hold waitForUse() throws IOException {
    return DataLock.use(file, PATIENCE_OF_COMMAND)
        .orElseThrow(
            () ->
                new CommandFailedException(
                    "a backup is being restored into %s; try again in a moment".formatted(file)));
  }

  /**
   * Nobody else is at it: whoever swaps holds the lock as long as there is a journal.
   *
   * @param holds whether the condition of a swap holds
   */
  private void recover(Path lock, Predicate<String> holds) throws IOException {
    if (!FileSwap.isUnfinished(dataDirectory)) {
      return;
    }
    try (Hold alone =
        DataLock.replace(lock, PATIENCE_OF_COMMAND)
            .orElseThrow(
                () ->
                    new CommandFailedException(
                        "a restore goes on in %s; try again in a moment"
                            .formatted(dataDirectory)))) {
      assert alone != null;
      if (FileSwap.isUnfinished(dataDirectory)) {
        boolean isRestored = FileSwap.recover(dataDirectory, holds);
        assert isRestored || !FileSwap.isUnfinished(dataDirectory);
      }
    }
  }

  /** The driver's own words: they name the file, host, user or database, and no password. */
  private static String reason(Exception failure) {
    Throwable cause = failure;
    while (cause.getCause() != null
        && !(cause instanceof SQLException || cause instanceof UnusableLockException)) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }
}
