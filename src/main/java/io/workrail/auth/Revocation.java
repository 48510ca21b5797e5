package io.workrail.auth;

import java.time.Instant;

/**
 * The end of one token, or of all tokens of a subject that were issued before a moment.
 *
 * @param name the {@code jti}, or the subject
 * @param at when; of a subject also up to when its tokens are not good any more
 * @param actor who did it
 */
public record Revocation(Kind kind, String name, Instant at, String actor) {
  /** What ends. */
  public enum Kind {
    /** One token. */
    TOKEN,
    /** All tokens of a subject. */
    SUBJECT
  }
}
