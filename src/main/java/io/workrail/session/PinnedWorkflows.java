package io.workrail.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import io.workrail.workflow.ContentHash;
import io.workrail.workflow.Workflow;
import io.workrail.workflow.WorkflowDocument;

/**
 * The documents that sessions started with. They are read as they were stored and never checked
 * again: a session is served to its end whatever later releases think of its document. Thread-safe.
 */
final class PinnedWorkflows {
  /** Characters of JSON whose models are kept in memory. */
  private static final long REMEMBERED = 8_000_000;

  private record Known(Workflow workflow, int size) {}

  private final SessionStore store;
  private final Cache<ContentHash, Known> known =
      Caffeine.newBuilder()
          .maximumWeight(REMEMBERED)
          .<ContentHash, Known>weigher((hash, entry) -> entry.size())
          .build();

  PinnedWorkflows(SessionStore store) {
    this.store = store;
  }

  /** The document of a session. */
  Workflow of(Session session) {
    return known.get(session.workflowHash(), this::load).workflow();
  }

  private Known load(ContentHash hash) {
    String text =
        store
            .findDocument(hash)
            .orElseThrow(
                () -> new IllegalStateException("the pinned document is missing: " + hash));
    try {
      ObjectNode json = (ObjectNode) StrictJson.parse(text);
      return new Known(WorkflowDocument.of(json).workflow(), text.length());
    } catch (MalformedJsonException e) {
      throw new IllegalStateException("the pinned document is damaged: " + hash, e);
    }
  }
}
