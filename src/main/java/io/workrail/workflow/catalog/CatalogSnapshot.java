package io.workrail.workflow.catalog;

import io.workrail.workflow.WorkflowId;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * All documents at one moment. Immutable: a call that holds a snapshot never sees half of a change.
 *
 * @param documents by id
 * @param problems what is not served as it stands, by file
 * @param complete whether every source could be listed; what is known of another one is from before
 */
public record CatalogSnapshot(
    NavigableMap<WorkflowId, CatalogEntry> documents,
    List<CatalogProblem> problems,
    boolean complete) {
  /** Nothing. */
  public static final CatalogSnapshot EMPTY = new CatalogSnapshot(new TreeMap<>(), List.of(), true);

  public CatalogSnapshot {
    documents = Collections.unmodifiableNavigableMap(new TreeMap<>(documents));
    problems = List.copyOf(problems);
  }
}
