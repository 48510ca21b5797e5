package io.workrail.workflow.catalog;

import com.codahale.metrics.health.HealthCheck;

/** Red when the documents in the database cannot be read; those that were read stay served. */
final class DatabaseStorageHealthCheck extends HealthCheck {
  private final WorkflowStore store;

  DatabaseStorageHealthCheck(WorkflowStore store) {
    this.store = store;
  }

  @Override
  protected Result check() {
    return store.fingerprint().equals(WorkflowSource.UNREADABLE)
        ? Result.unhealthy(
            "The workflows in the database cannot be read; those read before stay served. See the"
                + " check database, and DATABASE_URL.")
        : Result.healthy("The workflows are in the database");
  }
}
