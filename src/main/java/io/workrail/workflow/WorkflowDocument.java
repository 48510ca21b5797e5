package io.workrail.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A checked document.
 *
 * @param json the document as it was written; treated as immutable
 */
public record WorkflowDocument(Workflow workflow, ObjectNode json, ContentHash hash) {
  /** Reads and hashes a document that has the shape of the schema. */
  public static WorkflowDocument of(ObjectNode json) {
    return new WorkflowDocument(WorkflowReader.read(json), json, ContentHash.of(json));
  }

  /** The id inside the document. */
  public WorkflowId id() {
    return workflow.id();
  }
}
