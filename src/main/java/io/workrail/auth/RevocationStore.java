package io.workrail.auth;

import java.time.Instant;
import java.util.List;

/** Keeps revocations for good, for all servers that share the store. Thread-safe. */
public interface RevocationStore {
  /**
   * Keeps a revocation; it is safe when this returns. A later one for the same name replaces it.
   */
  void put(Revocation revocation);

  /** The revocations since a moment, that moment included, oldest first. */
  List<Revocation> listSince(Instant moment);

  /**
   * Another number when other data took the place of these, as a restore does it: then revocations
   * may be there that are older than the newest known one.
   */
  long origin();
}
