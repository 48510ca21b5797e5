package io.workrail.auth;

import java.util.List;

/** The keys that are good now. Thread-safe. */
interface KeySource {
  /** The keys that may have signed a token with this header; may look for new ones. */
  List<VerificationKey> candidates(TokenHeader header);

  /** Grows when keys come or go; what was verified under an older version must be verified anew. */
  long version();
}
