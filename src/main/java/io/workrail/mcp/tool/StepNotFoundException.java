package io.workrail.mcp.tool;

import io.workrail.workflow.NearestName;
import io.workrail.workflow.StandardStep;
import io.workrail.workflow.Workflow;
import io.workrail.workflow.WorkflowId;
import java.util.List;

/** The workflow has no step with this id that an agent can be handed. */
final class StepNotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String stepId;
  private final transient WorkflowId workflowId;
  private final String message;

  StepNotFoundException(String stepId, Workflow workflow) {
    this.stepId = stepId;
    this.workflowId = workflow.id();
    List<String> ids = workflow.standardSteps().map(StandardStep::id).toList();
    this.message =
        "The workflow \"%s\" has no step \"%s\".%s"
            .formatted(
                workflowId,
                stepId,
                NearestName.of(stepId, ids)
                    .map(near -> " Did you mean \"" + near + "\"?")
                    .orElse(""));
  }

  @Override
  public String getMessage() {
    return message;
  }

  String stepId() {
    return stepId;
  }

  WorkflowId workflowId() {
    return workflowId;
  }
}
