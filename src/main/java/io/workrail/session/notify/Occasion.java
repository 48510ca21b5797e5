package io.workrail.session.notify;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.workrail.session.Session;
import io.workrail.session.SessionEvent;
import io.workrail.session.SessionStatus;
import java.util.Locale;
import java.util.Optional;

/** When to tell somebody. */
public enum Occasion {
  /** Work on a step waits for a person's word. */
  @JsonProperty("awaiting")
  AWAITING,
  /** Every step is done. */
  @JsonProperty("completed")
  COMPLETED,
  /** The session ended without completing. */
  @JsonProperty("abandoned")
  ABANDONED,
  /** A step did not advance several times in a row. */
  @JsonProperty("stuck")
  STUCK;

  /** The name in settings and messages. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What an event is the occasion for; whether the session is stuck, only a count can tell. */
  static Optional<Occasion> of(Session session, SessionEvent event) {
    boolean completed =
        session.status() == SessionStatus.COMPLETED && event.seq() == session.revision();
    return switch (event.type()) {
      case CONFIRMATION_ASKED, SUBMITTED -> Optional.of(AWAITING);
      case ABANDONED -> Optional.of(ABANDONED);
      case BLOCKED, REJECTED -> Optional.of(STUCK);
      default -> completed ? Optional.of(COMPLETED) : Optional.empty();
    };
  }
}
