package io.workrail.session;

import io.workrail.workflow.ContentHash;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The table {@code pinned_workflows}: one row for each hash. */
final class DocumentRows {
  private DocumentRows() {}

  static void insert(Handle handle, ContentHash hash, String document) {
    handle.execute(
        "INSERT INTO pinned_workflows (hash, document) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING",
        hash.value(),
        document);
  }

  static Optional<String> find(Handle handle, ContentHash hash) {
    return handle
        .createQuery("SELECT document FROM pinned_workflows WHERE hash = ?")
        .bind(0, hash.value())
        .mapTo(String.class)
        .findOne();
  }

  static void deleteUnused(Handle handle, ContentHash hash) {
    // One after the other: of two deletions at once, each would see the other's session.
    handle.execute("UPDATE pinned_workflows SET hash = hash WHERE hash = ?", hash.value());
    handle.execute(
        """
        DELETE FROM pinned_workflows WHERE hash = ?
          AND NOT EXISTS (SELECT 1 FROM sessions WHERE workflow_hash = ?)""",
        hash.value(),
        hash.value());
  }
}
