package io.workrail.workflow.catalog;

/**
 * A catalogue with the store that its documents are published into.
 *
 * @param store one of the catalogue's sources, the one that wins
 * @param rules what the catalogue serves and the store is given
 */
public record OpenCatalog(WorkflowCatalog catalog, WorkflowStore store, DocumentRules rules) {}
