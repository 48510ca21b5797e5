package io.workrail.workflow.catalog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.json.StrictJson;
import java.util.List;

/** What is served, and what is not, for programs. */
public final class CatalogJson {
  private CatalogJson() {}

  /** What a choice is made by; without the tags. */
  public static ObjectNode of(CatalogEntry workflow) {
    return StrictJson.mapper()
        .createObjectNode()
        .put("id", workflow.id().value())
        .put("name", workflow.name())
        .put("description", workflow.description())
        .put("category", workflow.category())
        .put("version", workflow.version());
  }

  /** What is not served as it stands. */
  public static ArrayNode of(List<CatalogProblem> problems) {
    ArrayNode array = StrictJson.mapper().createArrayNode();
    problems.forEach(
        problem -> array.addObject().put("file", problem.file()).put("message", problem.message()));
    return array;
  }
}
