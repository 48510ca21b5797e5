package io.workrail.workflow.catalog;

import com.codahale.metrics.health.HealthCheck;

/** Red until the documents were read; a bad document is a warning in the message, not a fault. */
public final class CatalogHealthCheck extends HealthCheck {
  private final WorkflowCatalog catalog;

  /** A check of this catalogue. */
  public CatalogHealthCheck(WorkflowCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  protected Result check() {
    if (!catalog.isLoaded()) {
      return Result.unhealthy("The workflows were not read yet");
    }
    CatalogSnapshot snapshot = catalog.snapshot();
    return Result.builder()
        .healthy()
        .withMessage(
            "%d workflows, %d problems", snapshot.documents().size(), snapshot.problems().size())
        .build();
  }
}
