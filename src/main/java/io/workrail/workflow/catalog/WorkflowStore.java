package io.workrail.workflow.catalog;

import io.workrail.workflow.WorkflowId;
import java.util.Optional;

/**
 * A source that documents are published into. Keeps texts and does not judge them. What a method
 * acknowledges is on the disk. Thread-safe, also for several servers and commands on one store: a
 * change happens only to the version that its author has seen.
 *
 * <p>{@link #find}, {@link #put} and {@link #remove} throw {@link WorkflowStoreException}, or
 * {@link io.workrail.storage.StorageUnavailableException} for a database, when the store does not
 * do its work.
 */
public interface WorkflowStore extends WorkflowSource {
  /** What is stored for an id, whether or not it is a good document. */
  Optional<StoredWorkflow> find(WorkflowId id);

  /**
   * Stores a document.
   *
   * @param expected the version that it replaces; nothing when there must be none
   * @return false when the store holds another version; nothing was changed then
   */
  boolean put(NewWorkflow document, Optional<String> expected);

  /**
   * Removes a document.
   *
   * @param expected the version that is meant
   * @return false when the store holds another version, or none; nothing was changed then
   */
  boolean remove(WorkflowId id, String expected);

  /** Where the documents are, for people. */
  String place();

  @Override
  default Origin origin() {
    return Origin.STORAGE;
  }

  /**
   * A document to store.
   *
   * @param text kept as it is
   * @param actor who publishes it
   */
  record NewWorkflow(WorkflowId id, String text, String actor) {}

  /**
   * A stored document.
   *
   * @param version another one for every other text
   */
  record StoredWorkflow(WorkflowId id, String text, String version) {}
}
