package io.workrail.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.sqlite.SQLiteConfig;

/**
 * Opens a database to look at it: read-only, and without making or changing a file, also while a
 * server works on it.
 *
 * @param server a PostgreSQL server; else the file counts
 */
record DatabaseLook(Optional<DatabaseAddress> server, Path file) {
  private static final String SECONDS_TO_CONNECT = "5";

  /** Whether there is anything to open; a server is asked by opening it. */
  boolean exists() {
    return server.isPresent() || Files.exists(file);
  }

  /** Whether the file was there before and is not any more. */
  boolean isLost() {
    return !exists() && DataLock.wasUsed(file);
  }

  /** Whether this user may not look at the file, which says nothing about the server's user. */
  boolean isHidden() {
    return server.isEmpty() && !Files.isReadable(file);
  }

  Dialect dialect() {
    return server.isPresent() ? Dialect.POSTGRESQL : Dialect.SQLITE;
  }

  /** What it is called, without user and password. */
  String name() {
    return server.map(DatabaseAddress::jdbcUrl).orElse(file.toString());
  }

  /** A connection that cannot write; the caller closes it. */
  Connection open() throws SQLException, IOException {
    if (server.isEmpty()) {
      return openFile();
    }
    DatabaseAddress address = server.get();
    Properties properties = new Properties();
    properties.setProperty("user", address.user());
    properties.setProperty("password", address.password().revealText());
    properties.setProperty("connectTimeout", SECONDS_TO_CONNECT);
    properties.setProperty("loginTimeout", SECONDS_TO_CONNECT);
    Connection connection = DriverManager.getConnection(address.jdbcUrl(), properties);
    connection.setReadOnly(true);
    return connection;
  }

  /**
   * Beside a running server the log of SQLite is there and shared. Without it nobody has the file
   * open, and it is read as it stands: else SQLite would make the files of the log, and they would
   * belong to whoever looks.
   */
  private Connection openFile() throws SQLException, IOException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    boolean inUse = Files.exists(file.resolveSibling(file.getFileName() + "-wal"));
    String uri = file.toAbsolutePath().toUri().getRawPath();
    return config.createConnection(
        "jdbc:sqlite:file:" + uri + (inUse ? "?mode=ro" : "?mode=ro&immutable=1"));
  }
}
