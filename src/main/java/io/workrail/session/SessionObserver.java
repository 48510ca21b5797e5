package io.workrail.session;

/**
 * Learns of what happened to sessions, after it is on the disk: metrics, notification, audit. Must
 * be quick, must not throw, and has to be thread-safe.
 */
@FunctionalInterface
public interface SessionObserver {
  /** Does nothing. */
  SessionObserver NONE = (session, event) -> {};

  /**
   * An event was written.
   *
   * @param session as it is after the event
   */
  void recorded(Session session, SessionEvent event);

  /** Both, one after the other. */
  default SessionObserver and(SessionObserver other) {
    return (session, event) -> {
      recorded(session, event);
      other.recorded(session, event);
    };
  }
}
