package io.workrail.mcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.auth.Role;
import io.workrail.json.StrictJson;
import io.workrail.mcp.McpCall;
import io.workrail.workflow.validation.Finding;
import io.workrail.workflow.validation.FindingJson;
import io.workrail.workflow.validation.Severity;
import io.workrail.workflow.validation.ValidationReport;
import io.workrail.workflow.validation.WorkflowValidator;

/** {@code workflow_validate_json}: whether a document is a workflow, and what to mend. */
public final class WorkflowValidateJsonTool implements Tool {
  private final ToolSpec spec = ToolSpec.load("workflow_validate_json", Role.WORKERS);
  private final WorkflowValidator validator;

  /** The tool over the checks that the catalogue makes, too. */
  public WorkflowValidateJsonTool(WorkflowValidator validator) {
    this.validator = validator;
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public ToolResult call(ObjectNode arguments, McpCall call) {
    JsonNode document = arguments.path("workflowJson");
    String text = document.isTextual() ? document.asText() : StrictJson.write(document);
    return new ToolResult.Structured(render(validator.validate(text)));
  }

  private static ObjectNode render(ValidationReport report) {
    ObjectNode result = StrictJson.mapper().createObjectNode().put("valid", report.valid());
    ArrayNode issues = result.putArray("issues");
    ArrayNode suggestions = result.putArray("suggestions");
    for (Finding finding : report.findings()) {
      if (finding.severity() == Severity.ERROR) {
        issues.add(finding.pointer() + ": " + finding.message());
        suggestions.add(finding.fix());
      }
    }
    result.set("findings", FindingJson.of(report.findings()));
    return result;
  }
}
