package io.workrail.backup.restore;

/**
 * A restore that was not done: the data of before serve. The message is one or more sentences for
 * the operator, with what to do.
 */
public final class RestoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Code code;
  private final String message;

  /** What kind. */
  public enum Code {
    /** The archive cannot be used, now or later. */
    ARCHIVE,
    /** Somebody is in the way at the moment. */
    CONFLICT,
    /** The place does not allow it. */
    PLACE,
    /** Something failed. */
    FAILED
  }

  /** A restore that was not done. */
  public RestoreException(Code code, String message) {
    super(message);
    this.code = code;
    this.message = message;
  }

  /** A restore that failed. */
  RestoreException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
    this.message = message;
  }

  /** What kind. */
  public Code code() {
    return code;
  }

  @Override
  public String getMessage() {
    return message;
  }
}
