package io.workrail.session;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Work on a step that waits for, or got, a person's decision.
 *
 * @param id unique
 * @param digest of the input
 * @param input the arguments of the call without the token, as JSON text
 * @param client of the submitter
 */
public record Submission(
    String id,
    SessionId sessionId,
    long position,
    String stepId,
    String submittedBy,
    Optional<String> client,
    Instant submittedAt,
    String digest,
    String input,
    Status status,
    Optional<Decision> decision) {
  /** What became of it. The names are in the database. */
  public enum Status {
    OPEN,
    APPROVED,
    REJECTED,
    /** A newer submission, or the end of the session, came first. */
    VOIDED;

    /** The name in replies and in the database. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A person's word. */
  public record Decision(String decidedBy, Instant decidedAt, Optional<String> comment) {}

  /** The same submission, decided. */
  public Submission decided(Status outcome, Decision by) {
    return new Submission(
        id,
        sessionId,
        position,
        stepId,
        submittedBy,
        client,
        submittedAt,
        digest,
        input,
        outcome,
        Optional.of(by));
  }
}
