package io.workrail.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.json.StrictJson;
import io.workrail.workflow.WorkflowId;
import io.workrail.workflow.catalog.WorkflowCatalog;
import io.workrail.workflow.validation.WorkflowSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The documents themselves, and the schema they follow. */
public final class WorkflowResources implements ResourceProvider {
  private static final String WORKFLOWS = "workrail://workflows/";
  private static final String SCHEMA = "workrail://schema/workflow";
  private static final String VARIABLE = "id";
  private static final String TEMPLATE = WORKFLOWS + "{" + VARIABLE + "}";
  private static final String JSON = "application/json";

  private final WorkflowCatalog catalog;

  /** Resources over a catalogue. */
  public WorkflowResources(WorkflowCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public List<ObjectNode> list() {
    List<ObjectNode> resources = new ArrayList<>();
    resources.add(
        define(
            SCHEMA,
            "workflow-schema",
            "Workflow schema",
            "The JSON Schema that workflow documents follow."));
    catalog
        .snapshot()
        .documents()
        .values()
        .forEach(
            document -> {
              resources.add(
                  define(
                      WORKFLOWS + document.id(),
                      document.id().value(),
                      document.name(),
                      document.description()));
            });
    return resources;
  }

  @Override
  public List<ObjectNode> templates() {
    return List.of(
        StrictJson.mapper()
            .createObjectNode()
            .put("uriTemplate", TEMPLATE)
            .put("name", "workflow")
            .put("title", "Workflow document")
            .put("description", "A workflow as its author wrote it.")
            .put("mimeType", JSON));
  }

  @Override
  public Optional<ObjectNode> read(String uri) {
    Optional<String> text =
        uri.equals(SCHEMA)
            ? Optional.of(new String(WorkflowSchema.text(), StandardCharsets.UTF_8))
            : documentAt(uri);
    return text.map(
        json ->
            StrictJson.mapper()
                .createObjectNode()
                .put("uri", uri)
                .put("mimeType", JSON)
                .put("text", json));
  }

  @Override
  public Optional<List<String>> complete(String template, String variable, String prefix) {
    if (!template.equals(TEMPLATE)) {
      return Optional.empty();
    }
    return Optional.of(
        variable.equals(VARIABLE)
            ? catalog.snapshot().documents().keySet().stream()
                .map(WorkflowId::value)
                .filter(id -> id.startsWith(prefix))
                .toList()
            : List.of());
  }

  private Optional<String> documentAt(String uri) {
    return uri.startsWith(WORKFLOWS)
        ? catalog.find(uri.substring(WORKFLOWS.length())).map(d -> StrictJson.write(d.json()))
        : Optional.empty();
  }

  private static ObjectNode define(String uri, String name, String title, String description) {
    return StrictJson.mapper()
        .createObjectNode()
        .put("uri", uri)
        .put("name", name)
        .put("title", title)
        .put("description", description)
        .put("mimeType", JSON);
  }
}
