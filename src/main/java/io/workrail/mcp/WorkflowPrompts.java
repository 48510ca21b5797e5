package io.workrail.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.json.StrictJson;
import io.workrail.workflow.Workflow;
import io.workrail.workflow.catalog.CatalogEntry;
import io.workrail.workflow.catalog.WorkflowCatalog;
import java.util.List;
import java.util.Optional;

/** Every workflow as a prompt of the same name. Reading one writes nothing. */
public final class WorkflowPrompts implements PromptProvider {
  private final WorkflowCatalog catalog;

  /** Prompts over a catalogue. */
  public WorkflowPrompts(WorkflowCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public List<ObjectNode> list() {
    return catalog.snapshot().documents().values().stream().map(WorkflowPrompts::define).toList();
  }

  @Override
  public Optional<ObjectNode> find(String name) {
    return catalog.findEntry(name).map(WorkflowPrompts::define);
  }

  @Override
  public ObjectNode get(String name, ObjectNode arguments, McpCall call) {
    Workflow workflow = catalog.require(name).workflow();
    ObjectNode result = StrictJson.mapper().createObjectNode();
    result.put("description", workflow.description());
    ObjectNode message = result.putArray("messages").addObject().put("role", "user");
    message
        .putObject("content")
        .put("type", "text")
        .put("text", text(workflow, arguments.path("goal").asText()));
    return result;
  }

  private static ObjectNode define(CatalogEntry workflow) {
    ObjectNode prompt = StrictJson.mapper().createObjectNode();
    prompt
        .put("name", workflow.id().value())
        .put("title", workflow.name())
        .put("description", workflow.description());
    prompt
        .putArray("arguments")
        .addObject()
        .put("name", "goal")
        .put("title", "Goal")
        .put("description", "What this piece of work should achieve, in a sentence or two.")
        .put("required", false);
    return prompt;
  }

  private static String text(Workflow workflow, String goal) {
    String call =
        StrictJson.mapper()
            .createObjectNode()
            .put("workflowId", workflow.id().value())
            .put("goal", goal.isBlank() ? "…" : goal.strip())
            .toString();
    return """
        Work through the WorkRail workflow "%s" (%s).
        Goal: %s

        Call the tool workflow_start with %s. Do exactly the step it gives and nothing beyond it, \
        then call workflow_continue with the continueToken and your notes of what you did, found \
        and decided. Go on until the outcome is complete."""
        .formatted(
            workflow.id(),
            workflow.name(),
            goal.isBlank() ? "ask the user for it first." : goal.strip(),
            call);
  }
}
