package io.workrail.storage;

import io.workrail.configuration.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;

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
