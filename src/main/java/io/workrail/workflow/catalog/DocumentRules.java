package io.workrail.workflow.catalog;

import io.workrail.workflow.validation.ValidationReport;
import io.workrail.workflow.validation.WorkflowValidator;

/**
 * Which documents a server serves, and therefore takes: the same rules for what is loaded and for
 * what is published.
 *
 * @param strict whether a warning refuses a document as an error does
 */
public record DocumentRules(WorkflowValidator validator, boolean strict) {
  /** What the rules say of a text; its document is present when it is served. */
  public ValidationReport check(byte[] utf8) {
    ValidationReport report = validator.validate(utf8);
    return strict ? report.strict() : report;
  }
}
