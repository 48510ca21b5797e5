package io.workrail.session;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A position that was left, and how: what answers a token of it.
 *
 * @param eventSeq the event that left it
 * @param digest the input that advanced; absent for the other causes
 * @param result the reply that was given then, as JSON text; absent for the other causes
 * @param superseded the rewind that took it off the living branch, if one did
 */
public record UsedPosition(
    SessionId sessionId,
    long position,
    long eventSeq,
    Cause cause,
    String actor,
    Instant at,
    Optional<String> digest,
    Optional<String> result,
    Optional<Superseded> superseded) {
  /** Why a position was left. */
  public enum Cause {
    ADVANCED,
    REWOUND,
    TAKEN_OVER;

    /** The name in replies and in the database. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A later rewind that went back behind the position. */
  public record Superseded(String actor, Instant at) {}
}
