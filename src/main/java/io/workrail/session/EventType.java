package io.workrail.session;

import java.util.Arrays;
import java.util.Locale;

/** What can happen to a session. The names are in the database: never rename one. */
public enum EventType {
  /** The session was made. */
  STARTED,
  /** The pending step was completed, or the information that was asked for was given. */
  ADVANCED,
  /** An attempt that did not advance: criteria, blank notes, or sent back by a person. */
  BLOCKED,
  /** An attempt that waits for a person's word. */
  CONFIRMATION_ASKED,
  /** Work was stored for a person with the role {@code approver} to decide on. */
  SUBMITTED,
  /** A person rejected a submission; the step is open again. */
  REJECTED,
  /** Notes were kept without advancing. */
  CHECKPOINTED,
  /** The session went back to an earlier step. */
  REWOUND,
  /** Another member of the team took the session over. */
  TAKEN_OVER,
  /** The session ended without completing. */
  ABANDONED;

  /** The name in the database and in replies. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The type with this name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static EventType of(String label) {
    return Arrays.stream(values())
        .filter(type -> type.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no event type: " + label));
  }
}
