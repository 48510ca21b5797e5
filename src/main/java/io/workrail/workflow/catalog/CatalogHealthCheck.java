package io.workrail.workflow.catalog;

import com.codahale.metrics.health.HealthCheck;
import io.workrail.configuration.PlainText;
import io.workrail.health.CheckStatus;

/** Red until the documents were read; a bad document is a warning, not a fault. */
public final class CatalogHealthCheck extends HealthCheck {
  private final WorkflowCatalog catalog;

  /** A check of this catalogue. */
  public CatalogHealthCheck(WorkflowCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  protected Result check() {
    if (!catalog.isLoaded()) {
      return Result.unhealthy("The workflows were not read yet; the log says why");
    }
    CatalogSnapshot snapshot = catalog.snapshot();
    String workflows = PlainText.count(snapshot.documents().size(), "workflow");
    if (snapshot.problems().isEmpty()) {
      return Result.healthy("%s", workflows);
    }
    CatalogProblem first = snapshot.problems().get(0);
    return CheckStatus.warning(
        "%s; %s, the first: %s: %s All: workrail workflows list"
            .formatted(
                workflows,
                PlainText.count(snapshot.problems().size(), "problem"),
                first.file(),
                first.message()));
  }
}
