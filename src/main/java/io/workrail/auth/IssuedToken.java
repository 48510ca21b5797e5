package io.workrail.auth;

import java.time.Instant;

/**
 * A token just made.
 *
 * @param text the credential itself; goes to its user and nowhere else
 * @param id the {@code jti}, by which it can be revoked
 * @param expiry when it stops being good
 */
record IssuedToken(String text, String id, Instant expiry) {
  /** Without the credential. */
  @Override
  public String toString() {
    return id;
  }
}
