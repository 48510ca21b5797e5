package io.workrail.publishing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.json.StrictJson;
import io.workrail.workflow.catalog.CatalogEntry;
import io.workrail.workflow.catalog.CatalogJson;
import io.workrail.workflow.validation.FindingJson;

/** Workflows for programs: the same form in the HTTP API and the command. */
public final class WorkflowJson {
  private WorkflowJson() {}

  /** What lists show of a document. */
  public static ObjectNode of(CatalogEntry workflow) {
    ObjectNode entry =
        CatalogJson.of(workflow)
            .put("hash", workflow.hash().value())
            .put("origin", workflow.origin().label());
    ArrayNode tags = entry.putArray("tags");
    workflow.tags().forEach(tags::add);
    return entry;
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
