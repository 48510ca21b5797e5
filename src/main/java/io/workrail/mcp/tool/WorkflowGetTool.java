package io.workrail.mcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.auth.Role;
import io.workrail.engine.Context;
import io.workrail.engine.Engine;
import io.workrail.engine.NextStep;
import io.workrail.json.StrictJson;
import io.workrail.mcp.McpCall;
import io.workrail.workflow.WorkflowDocument;
import io.workrail.workflow.catalog.WorkflowCatalog;
import java.util.List;

/** {@code workflow_get}: what a workflow is about, without its steps. */
public final class WorkflowGetTool implements Tool {
  private static final List<String> COPIED =
      List.of(
          "id",
          "name",
          "description",
          "version",
          "preconditions",
          "clarificationPrompts",
          "metaGuidance");

  private final ToolSpec spec = ToolSpec.load("workflow_get", Role.USERS);
  private final WorkflowCatalog catalog;

  /** The tool over a catalogue. */
  public WorkflowGetTool(WorkflowCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public ToolResult call(ObjectNode arguments, McpCall call) {
    WorkflowDocument document = catalog.require(arguments.path("id").asText());
    boolean preview = !arguments.path("mode").asText().equals("metadata");
    return new ToolResult.Structured(describe(document, preview));
  }

  /** The metadata of a document; a preview adds the step that comes first without any context. */
  static ObjectNode describe(WorkflowDocument document, boolean preview) {
    ObjectNode result = StrictJson.mapper().createObjectNode();
    for (String key : COPIED) {
      JsonNode value = document.json().get(key);
      if (value != null) {
        result.set(key, value);
      }
    }
    result.put("totalSteps", document.workflow().steps().size());
    if (preview) {
      result.set("firstStep", firstStep(document));
    }
    return result;
  }

  private static JsonNode firstStep(WorkflowDocument document) {
    NextStep first = Engine.next(document.workflow(), List.of(), Context.EMPTY);
    return first instanceof NextStep.Pending pending
        ? pending.step().source()
        : NullNode.getInstance();
  }
}
