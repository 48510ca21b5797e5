package io.workrail.publishing;

import io.workrail.workflow.WorkflowId;
import io.workrail.workflow.catalog.CatalogEntry;
import java.util.Optional;

/**
 * What removing a document did.
 *
 * @param uncovered the document of a lower precedence that is served from now on
 */
public record Removal(WorkflowId id, Optional<CatalogEntry> uncovered) {}
