package io.workrail.publishing;

import io.workrail.workflow.WorkflowDocument;
import io.workrail.workflow.WorkflowId;
import io.workrail.workflow.validation.Finding;
import java.util.List;

/**
 * A checked document that can be published.
 *
 * @param text as its author wrote it
 * @param warnings what its author should look at all the same
 */
public record Draft(WorkflowDocument document, String text, List<Finding> warnings) {
  public Draft {
    warnings = List.copyOf(warnings);
  }

  /** The id inside the document. */
  public WorkflowId id() {
    return document.id();
  }
}
