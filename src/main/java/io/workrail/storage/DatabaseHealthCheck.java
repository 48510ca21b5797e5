package io.workrail.storage;

import com.codahale.metrics.health.HealthCheck;
import java.util.Optional;

/** Red while the database does not do its work; asks it every time, so run it on a schedule. */
public final class DatabaseHealthCheck extends HealthCheck {
  private final Database database;

  /** A check of this database. */
  public DatabaseHealthCheck(Database database) {
    this.database = database;
  }

  @Override
  protected Result check() {
    Optional<String> problem = database.problem();
    return problem.isPresent()
        ? Result.unhealthy(problem.get())
        : Result.healthy(database.dialect() == Dialect.SQLITE ? "SQLite" : "PostgreSQL");
  }
}
