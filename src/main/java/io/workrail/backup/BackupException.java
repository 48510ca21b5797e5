package io.workrail.backup;

/** A backup that was not made, or not found. The message is a sentence for the operator. */
public final class BackupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Code code;
  private final String message;

  /** What kind of refusal. */
  public enum Code {
    /** Something else works on the backups at the moment. */
    BUSY,
    /** There is no such archive. */
    NOT_FOUND,
    /** It could not be done; the message says how to mend it. */
    FAILED,
    /** It was given up, because the server stops. */
    ABANDONED
  }

  /** A refusal. */
  public BackupException(Code code, String message) {
    super(message);
    this.code = code;
    this.message = message;
  }

  /** A failure with its cause, which is for the log. */
  public BackupException(String message, Throwable cause) {
    super(message, cause);
    this.code = Code.FAILED;
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
