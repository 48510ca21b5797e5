package io.workrail.mcp.tool;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.auth.Role;
import io.workrail.json.StrictJson;
import io.workrail.mcp.McpCall;
import io.workrail.mcp.Page;
import io.workrail.workflow.catalog.CatalogEntry;
import io.workrail.workflow.catalog.CatalogJson;
import io.workrail.workflow.catalog.CatalogSnapshot;
import io.workrail.workflow.catalog.WorkflowCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code workflow_list}: what there is to choose from. */
public final class WorkflowListTool implements Tool {
  private final ToolSpec spec = ToolSpec.load("workflow_list", Role.USERS);
  private final WorkflowCatalog catalog;

  /** The tool over a catalogue. */
  public WorkflowListTool(WorkflowCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public ToolResult call(ObjectNode arguments, McpCall call) {
    CatalogSnapshot snapshot = catalog.snapshot();
    List<String> words = words(arguments.path("query").asText());
    List<String> tags = new ArrayList<>();
    arguments.path("tags").forEach(tag -> tags.add(tag.asText()));
    List<CatalogEntry> matching =
        snapshot.documents().values().stream()
            .filter(workflow -> workflow.tags().containsAll(tags) && containsAll(workflow, words))
            .toList();
    Page<CatalogEntry> page =
        Page.of(
            matching,
            Optional.ofNullable(arguments.path("cursor").textValue()),
            workflow -> workflow.id().value());
    return new ToolResult.Structured(render(page, snapshot, call.caller().has(Role.AUTHOR)));
  }

  private static ObjectNode render(
      Page<CatalogEntry> page, CatalogSnapshot snapshot, boolean showProblems) {
    ObjectNode result = StrictJson.mapper().createObjectNode();
    ArrayNode workflows = result.putArray("workflows");
    page.entries().forEach(workflow -> workflows.add(summary(workflow)));
    page.nextCursor().ifPresent(cursor -> result.put("nextCursor", cursor));
    if (showProblems) {
      result.set("problems", CatalogJson.of(snapshot.problems()));
    }
    return result;
  }

  private static ObjectNode summary(CatalogEntry workflow) {
    ObjectNode entry = CatalogJson.of(workflow);
    if (!workflow.tags().isEmpty()) {
      ArrayNode tags = entry.putArray("tags");
      workflow.tags().forEach(tags::add);
    }
    return entry;
  }

  private static List<String> words(String query) {
    return query.isBlank()
        ? List.of()
        : List.of(query.strip().toLowerCase(Locale.ROOT).split("\\s+"));
  }

  private static boolean containsAll(CatalogEntry workflow, List<String> words) {
    if (words.isEmpty()) {
      return true;
    }
    String text =
        String.join(
                " ",
                workflow.id().value(),
                workflow.name(),
                workflow.description(),
                workflow.category(),
                String.join(" ", workflow.tags()))
            .toLowerCase(Locale.ROOT);
    return words.stream().allMatch(text::contains);
  }
}
