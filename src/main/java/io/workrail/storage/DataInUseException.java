package io.workrail.storage;

/** Somebody else works on the data; the message is a sentence that says what to do. */
public final class DataInUseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final By by;

  /** Who. */
  public enum By {
    /** A server on the same file. */
    SERVER,
    /** Commands beside the server. */
    COMMANDS,
    /** Another restore. */
    RESTORE,
    /** Transactions of other servers or programs. */
    TRANSACTIONS
  }

  DataInUseException(By by, String message) {
    super(message);
    this.by = by;
  }

  /** Who. */
  public By by() {
    return by;
  }
}
