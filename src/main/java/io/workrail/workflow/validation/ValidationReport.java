package io.workrail.workflow.validation;

import io.workrail.workflow.WorkflowDocument;
import java.util.List;
import java.util.Optional;

/**
 * What the checks say of a document.
 *
 * @param findings errors first, in document order
 * @param document present exactly when there is no error
 */
public record ValidationReport(List<Finding> findings, Optional<WorkflowDocument> document) {
  public ValidationReport {
    findings = List.copyOf(findings);
  }

  /** Whether the document can be served. */
  public boolean valid() {
    return document.isPresent();
  }

  /** The same findings, warnings refused too. */
  public ValidationReport strict() {
    return findings.isEmpty() ? this : new ValidationReport(findings, Optional.empty());
  }
}
