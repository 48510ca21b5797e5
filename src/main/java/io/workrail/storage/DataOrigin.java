package io.workrail.storage;

import org.jdbi.v3.core.Handle;

/**
 * Tells data from others that took their place: when their first table was made. Whoever remembers
 * what it read, and reads only what is new, compares it.
 */
public final class DataOrigin {
  private DataOrigin() {}

  /** Milliseconds since 1970; other ones after a restore, which makes all tables anew. */
  public static long of(Handle handle) {
    return handle
        .createQuery("SELECT applied_at FROM schema_history WHERE version = 1")
        .mapTo(long.class)
        .findOne()
        .orElse(0L);
  }
}
