package io.workrail.publishing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.json.StrictJson;
import io.workrail.workflow.catalog.CatalogEntry;
import io.workrail.workflow.catalog.CatalogProblem;
import io.workrail.workflow.validation.FindingJson;
import java.util.List;

/** Workflows for programs: the same form in the HTTP API and the command. */
public final class WorkflowJson {
  private WorkflowJson() {}

  /** What lists show of a document. */
  public static ObjectNode of(CatalogEntry workflow) {
    ObjectNode entry =
        StrictJson.mapper()
            .createObjectNode()
            .put("id", workflow.id().value())
            .put("name", workflow.name())
            .put("description", workflow.description())
            .put("category", workflow.category())
            .put("version", workflow.version())
            .put("hash", workflow.hash().value())
            .put("origin", workflow.origin().label());
    ArrayNode tags = entry.putArray("tags");
    workflow.tags().forEach(tags::add);
    return entry;
  }

  /** What is not served as it stands. */
  public static ArrayNode of(List<CatalogProblem> problems) {
    ArrayNode array = StrictJson.mapper().createArrayNode();
    problems.forEach(
        problem -> array.addObject().put("file", problem.file()).put("message", problem.message()));
    return array;
  }

  /** What publishing did. */
  public static ObjectNode of(Publication publication) {
    Draft draft = publication.draft();
    ObjectNode entry =
        StrictJson.mapper()
            .createObjectNode()
            .put("id", draft.id().value())
            .put("version", draft.document().workflow().version())
            .put("hash", draft.document().hash().value())
            .put("result", publication.result().label());
    publication.previous().ifPresent(hash -> entry.put("previousHash", hash.value()));
    entry.set("findings", FindingJson.of(draft.warnings()));
    return entry;
  }

  /** What removing did. */
  public static ObjectNode of(Removal removal) {
    ObjectNode entry = StrictJson.mapper().createObjectNode().put("removed", removal.id().value());
    removal.uncovered().ifPresent(workflow -> entry.set("served", of(workflow)));
    return entry;
  }
}
