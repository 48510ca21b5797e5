package io.workrail.admin;

/** An operation that was not done, or not as asked. The message is a sentence for the operator. */
public final class AdminException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Code code;
  private final String message;

  /** What kind of refusal. */
  public enum Code {
    /** The call has to be another one. */
    INVALID,
    /** What it names does not exist. */
    NOT_FOUND,
    /** Something that goes on at the moment is in the way. */
    CONFLICT,
    /** The server cannot do it now. */
    UNAVAILABLE
  }

  /** A refusal. */
  public AdminException(Code code, String message) {
    super(message);
    this.code = code;
    this.message = message;
  }

  /** The refusal of a call that has to be another one; the message says which. */
  public static AdminException invalid(String message) {
    return new AdminException(Code.INVALID, message);
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
