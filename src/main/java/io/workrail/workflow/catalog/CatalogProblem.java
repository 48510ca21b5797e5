package io.workrail.workflow.catalog;

/**
 * Why something in a source is not served as it stands.
 *
 * @param file the file or folder, relative to its source
 * @param message what is wrong and how to mend it
 */
public record CatalogProblem(String file, String message) {}
