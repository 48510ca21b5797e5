package io.workrail.configuration;

/** Ends a command. The message, one plain sentence or empty, is all that a person sees. */
public final class CommandFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String message;
  private final ExitStatus status;

  /** Ends with a fault and a sentence that says what is wrong and how to mend it. */
  public CommandFailedException(String message) {
    this(ExitStatus.FAULT, message);
  }

  /** Ends with a status; an empty message when everything was said already. */
  public CommandFailedException(ExitStatus status, String message) {
    super(message);
    this.status = status;
    this.message = message;
  }

  @Override
  public String getMessage() {
    return message;
  }

  /** The status the process ends with. */
  public ExitStatus status() {
    return status;
  }
}
