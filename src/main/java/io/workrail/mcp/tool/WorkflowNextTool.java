package io.workrail.mcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.auth.Role;
import io.workrail.engine.Context;
import io.workrail.engine.Engine;
import io.workrail.engine.NextStep;
import io.workrail.json.StrictJson;
import io.workrail.mcp.McpCall;
import io.workrail.mcp.StatelessTools;
import io.workrail.session.SessionException;
import io.workrail.workflow.Workflow;
import io.workrail.workflow.catalog.WorkflowCatalog;
import java.util.ArrayList;
import java.util.List;

/** {@code workflow_next}: the step to do now, from a history that the agent keeps itself. */
public final class WorkflowNextTool implements Tool {
  private final ToolSpec spec = ToolSpec.load("workflow_next", Role.WORKERS);
  private final WorkflowCatalog catalog;
  private final StatelessTools allowed;

  /** The tool over a catalogue, for workflows that may be worked through without a session. */
  public WorkflowNextTool(WorkflowCatalog catalog, StatelessTools allowed) {
    this.catalog = catalog;
    this.allowed = allowed;
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public ToolResult call(ObjectNode arguments, McpCall call) {
    Workflow workflow = catalog.require(arguments.path("workflowId").asText()).workflow();
    if (!allowed.allow(workflow.id().value())) {
      throw SessionException.sessionRequired(workflow.id());
    }
    List<String> completed = new ArrayList<>();
    arguments.path("completedSteps").forEach(id -> completed.add(id.asText()));
    Context context = contextOf(arguments);
    return new ToolResult.Structured(render(Engine.next(workflow, completed, context)));
  }

  static Context contextOf(ObjectNode arguments) {
    return arguments.path("context") instanceof ObjectNode context
        ? Context.received(context)
        : Context.EMPTY;
  }

  private static ObjectNode render(NextStep next) {
    ObjectNode result = StrictJson.mapper().createObjectNode();
    JsonNode step = next instanceof NextStep.Pending pending ? pending.step().source() : null;
    result.set("step", step);
    result.put("isComplete", next instanceof NextStep.Complete);
    ObjectNode guidance = result.putObject("guidance");
    if (next instanceof NextStep.Pending pending) {
      guidance.put("prompt", pending.guidance().prompt());
      guidance.put("requiresConfirmation", pending.guidance().requiresConfirmation());
      if (!pending.guidance().validationCriteria().isEmpty()) {
        ArrayNode messages = guidance.putArray("validationCriteria");
        pending.guidance().validationCriteria().forEach(messages::add);
      }
    } else if (next instanceof NextStep.NeedsContext needs) {
      guidance.put("prompt", needs.prompt());
    } else if (next instanceof NextStep.Complete complete) {
      guidance.put("prompt", complete.prompt());
    }
    result.set("context", next.context().json());
    return result;
  }
}
