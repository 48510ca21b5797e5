package io.workrail.storage;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/** The database file: makes it and opens connections to it. Thread-safe. */
final class SqliteFile {
  /** For a command that works on the file beside the server; the server itself has one writer. */
  private static final int BUSY_TIMEOUT_MILLIS = 5_000;

  /** The write-ahead log is cut down to this after a long reader let it grow. */
  private static final int JOURNAL_SIZE_LIMIT = 64 * 1024 * 1024;

  private final Path path;
  private final Migrator migrator;

  SqliteFile(Path path, Migrator migrator) {
    this.path = path.toAbsolutePath();
    this.migrator = migrator;
  }

  /**
   * Makes the file, readable by its owner only, if there is none. Only a start does this: a server
   * whose file went away must not go on with an empty one. The folder is there: whoever has the
   * lock made it.
   */
  void create() throws IOException {
    try {
      Files.createFile(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      // The usual case: the file of the last run.
      return;
    }
  }

  /** The one connection that writes, its schema up to date. */
  SqliteConnection openWriter() throws SQLException, IOException {
    SqliteConnection connection = open(config());
    try {
      connection.execute("BEGIN IMMEDIATE");
      boolean initialised =
          connection
              .handle()
              .createQuery("SELECT count(*) FROM sqlite_master WHERE name = 'schema_history'")
              .mapTo(boolean.class)
              .one();
      migrator.migrate(connection.handle(), initialised);
      connection.execute("COMMIT");
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** A connection that cannot write. */
  SqliteConnection openReader() throws SQLException, IOException {
    SqliteConnection connection = open(config());
    connection.execute("PRAGMA query_only = ON");
    return connection;
  }

  /** Where it is, absolute. */
  Path path() {
    return path;
  }

  /** Tells this file from another one that took its place. */
  Object identity() throws IOException {
    return Objects.requireNonNull(
        Files.readAttributes(path, BasicFileAttributes.class).fileKey(), "fileKey");
  }

  private SqliteConnection open(SQLiteConfig config) throws IOException, SQLException {
    Object identity = identity();
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + path);
    return new SqliteConnection(this, identity, Jdbi.create(source).open());
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setJournalSizeLimit(JOURNAL_SIZE_LIMIT);
    return config;
  }
}
