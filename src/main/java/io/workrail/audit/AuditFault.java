package io.workrail.audit;

/**
 * A place where a chain is not what was written.
 *
 * @param file where it shows: a file of the log, or the id of a session
 * @param line the line in that file, or the seq of the event, from 1
 * @param message what is wrong, with the number of the entry
 */
public record AuditFault(String file, long line, Kind kind, String message) {
  /** What happened to the line. */
  public enum Kind {
    /** It says something else than when it was written. */
    CHANGED,
    /** It is gone. */
    MISSING,
    /** It stands at another place, or twice. */
    REORDERED,
    /** It is no line of an audit log. */
    UNREADABLE
  }

  @Override
  public String toString() {
    return "%s:%d: %s".formatted(file, line, message);
  }
}
