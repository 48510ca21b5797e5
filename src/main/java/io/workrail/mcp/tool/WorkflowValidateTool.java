package io.workrail.mcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.auth.Role;
import io.workrail.engine.Engine;
import io.workrail.engine.OutputVerdict;
import io.workrail.json.StrictJson;
import io.workrail.mcp.McpCall;
import io.workrail.workflow.StandardStep;
import io.workrail.workflow.Workflow;
import io.workrail.workflow.catalog.WorkflowCatalog;

/** {@code workflow_validate}: whether the output of a step will do. */
public final class WorkflowValidateTool implements Tool {
  private final ToolSpec spec = ToolSpec.load("workflow_validate", Role.WORKERS);
  private final WorkflowCatalog catalog;

  /** The tool over a catalogue. */
  public WorkflowValidateTool(WorkflowCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public ToolResult call(ObjectNode arguments, McpCall call) {
    Workflow workflow = catalog.require(arguments.path("workflowId").asText()).workflow();
    String stepId = arguments.path("stepId").asText();
    StandardStep step =
        workflow
            .findStandardStep(stepId)
            .orElseThrow(() -> new StepNotFoundException(stepId, workflow));
    OutputVerdict verdict =
        Engine.validate(
            step, arguments.path("output").asText(), WorkflowNextTool.contextOf(arguments));
    return new ToolResult.Structured(StrictJson.mapper().valueToTree(verdict));
  }
}
