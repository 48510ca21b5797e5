package io.workrail.storage;

import io.workrail.configuration.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;

/** Databases for tests, their schema up to date. */
public final class TestDatabase {
  private TestDatabase() {}

  /** SQLite in this folder. */
  public static Database sqlite(Path folder) {
    return sqlite(folder.resolve("workrail.db"), migrator(Dialect.SQLITE));
  }

  /** PostgreSQL at the address that {@link PostgresServer#createDatabase} gave. */
  public static Database postgresql(String address) {
    return postgresql(address, migrator(Dialect.POSTGRESQL));
  }

  /** SQLite in this folder as a server starts on it: what a restore left half done is ended. */
  public static Database server(Path folder) {
    return opening(folder, Optional.empty()).forServer();
  }

  /** As {@link #server(Path)}, on PostgreSQL, with this folder as data directory. */
  public static Database server(Path folder, String address) {
    return opening(folder, DatabaseAddress.parse(address, "", new Secret(""))).forServer();
  }

  /** The data of a server, which runs or does not. */
  public static ReplaceableData replaceable(
      Path folder, Optional<String> address, Optional<Database> running) {
    return opening(
            folder,
            address.map(text -> DatabaseAddress.parse(text, "", new Secret("")).orElseThrow()))
        .replaceable(running);
  }

  private static DatabaseOpening opening(Path folder, Optional<DatabaseAddress> address) {
    return new DatabaseOpening(
        folder,
        folder.resolve("workrail.db"),
        address,
        16,
        migrator(address.isPresent() ? Dialect.POSTGRESQL : Dialect.SQLITE));
  }

  static SqliteDatabase sqlite(Path file, Migrator migrator) {
    try {
      return SqliteDatabase.open(file, migrator, () -> {});
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static PostgresDatabase postgresql(String address, Migrator migrator) {
    DatabaseAddress parsed = DatabaseAddress.parse(address, "", new Secret("")).orElseThrow();
    return PostgresDatabase.open(parsed, 16, migrator);
  }

  private static Migrator migrator(Dialect dialect) {
    return new Migrator(MigrationReader.read(dialect), "test", Clock.systemUTC());
  }
}
