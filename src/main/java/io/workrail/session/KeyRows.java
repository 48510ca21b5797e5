package io.workrail.session;

import io.workrail.session.NewSession.IdempotencyKey;
import io.workrail.session.NewSession.KnownStart;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The table {@code idempotency_keys}. */
final class KeyRows {
  private KeyRows() {}

  /**
   * Whoever writes the key first makes the session; others wait for its commit and find it. Again
   * only when that session was deleted between the two statements.
   */
  static Optional<KnownStart> claim(Handle handle, IdempotencyKey key, SessionId id) {
    Optional<KnownStart> known = Optional.empty();
    while (known.isEmpty() && !insert(handle, key, id)) {
      known = find(handle, key.subject(), key.requestId());
    }
    return known;
  }

  private static boolean insert(Handle handle, IdempotencyKey key, SessionId id) {
    return handle.execute(
            "INSERT INTO idempotency_keys (subject, request_id, session_id, digest)"
                + " VALUES (?, ?, ?, ?) ON CONFLICT (subject, request_id) DO NOTHING",
            key.subject(),
            key.requestId(),
            id.value(),
            key.digest())
        == 1;
  }

  static Optional<KnownStart> find(Handle handle, String subject, String requestId) {
    return handle
        .createQuery(
            "SELECT session_id, digest FROM idempotency_keys WHERE subject = ? AND request_id = ?")
        .bind(0, subject)
        .bind(1, requestId)
        .map(
            (row, context) ->
                new KnownStart(Columns.sessionId(row, "session_id"), row.getString("digest")))
        .findOne();
  }
}
