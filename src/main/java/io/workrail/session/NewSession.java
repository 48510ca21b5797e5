package io.workrail.session;

import java.util.Optional;

/**
 * What makes a session; all of it becomes true at once.
 *
 * @param document the pinned document as JSON text; stored once for each hash
 * @param key makes a repeated start find the session
 */
public record NewSession(
    Session session, SessionEvent started, String document, Optional<IdempotencyKey> key) {
  /**
   * A start that can be repeated.
   *
   * @param subject whose key it is
   * @param requestId chosen by the caller
   * @param digest of the other arguments
   */
  public record IdempotencyKey(String subject, String requestId, String digest) {}

  /** The session that a key made, and with which arguments. */
  public record KnownStart(SessionId sessionId, String digest) {}
}
