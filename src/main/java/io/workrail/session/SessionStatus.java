package io.workrail.session;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where a session stands. */
public enum SessionStatus {
  /** A step, or information, waits for the agent. */
  ACTIVE,
  /** The agent's work on a step waits for a person. */
  AWAITING_CONFIRMATION,
  /** Every step is done. */
  COMPLETED,
  /** Ended without completing. */
  ABANDONED;

  /** The name in replies, settings and the database. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether nothing can happen any more. */
  public boolean isEnded() {
    return this == COMPLETED || this == ABANDONED;
  }

  /** The status with this name. */
  public static Optional<SessionStatus> find(String label) {
    return Arrays.stream(values()).filter(status -> status.label().equals(label)).findFirst();
  }

  /** The names of all. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(SessionStatus::label).toList();
  }
}
