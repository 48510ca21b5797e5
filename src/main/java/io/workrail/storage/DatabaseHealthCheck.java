package io.workrail.storage;

import com.codahale.metrics.health.HealthCheck;

/** Red while the database does not do its work; asks it every time, so run it on a schedule. */
public final class DatabaseHealthCheck extends HealthCheck {
  private static final String MEND_FILE =
      "see that DATA_DIR is in its place and has room (df -h), and that no other program holds"
          + " workrail.db (fuser -v)";
  private static final String MEND_SERVER =
      "see that PostgreSQL runs and takes connections, and that DATABASE_URL and its password are"
          + " right";

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
        .map(problem -> Result.unhealthy("%s; %s", problem, isFile ? MEND_FILE : MEND_SERVER))
        .orElseGet(() -> Result.healthy(isFile ? "SQLite" : "PostgreSQL"));
  }
}
