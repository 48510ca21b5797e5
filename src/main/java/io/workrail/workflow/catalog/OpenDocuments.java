package io.workrail.workflow.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.workrail.workflow.ContentHash;
import io.workrail.workflow.WorkflowDocument;

/**
 * The documents that are in use, as records: the ones asked for often and lately, up to an eighth
 * of the heap. A document is found by what it says, so none is ever out of date. Thread-safe.
 */
final class OpenDocuments {
  private static final int SHARE_OF_HEAP = 8;

  /** Measured with the workflows of the release: tree, records and compiled patterns. */
  private static final int BYTES_A_CHARACTER = 6;

  private record Open(WorkflowDocument document, int length) {}

  private final Cache<ContentHash, Open> documents;

  OpenDocuments(long heapBytes) {
    this.documents =
        Caffeine.newBuilder()
            .maximumWeight(heapBytes / SHARE_OF_HEAP / BYTES_A_CHARACTER)
            .<ContentHash, Open>weigher((hash, open) -> open.length())
            .build();
  }

  WorkflowDocument get(CatalogEntry entry) {
    return documents.get(entry.hash(), hash -> new Open(entry.open(), entry.length())).document();
  }
}
