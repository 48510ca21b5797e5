package io.workrail.storage;

import com.codahale.metrics.health.HealthCheck;

/** Red while the database does not do its work; asks it every time, so run it on a schedule. */
public final class DatabaseHealthCheck extends HealthCheck {
  private final Database database;

  /** A check of this database. */
  public DatabaseHealthCheck(Database database) {
    this.database = database;
  }

  @Override
  protected Result check() {
    boolean isFile = database.dialect() == Dialect.SQLITE;
    return database
        .problem()
        .map(problem -> Result.unhealthy("%s", problem))
        .orElseGet(() -> Result.healthy(isFile ? "SQLite" : "PostgreSQL"));
  }
}
