package io.workrail.workflow.catalog;

/** A store of workflows did not do its work. The message is a sentence for people. */
public final class WorkflowStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is the matter. */
  public enum Reason {
    /** It cannot be read or written at the moment; the same call may succeed later. */
    UNAVAILABLE,
    /** Somebody has to tidy up by hand first. */
    AMBIGUOUS
  }

  private final Reason reason;
  private final String message;

  WorkflowStoreException(Reason reason, String message) {
    super(message);
    this.reason = reason;
    this.message = message;
  }

  WorkflowStoreException(String message, Throwable cause) {
    super(message, cause);
    this.reason = Reason.UNAVAILABLE;
    this.message = message;
  }

  /** What is the matter. */
  public Reason reason() {
    return reason;
  }

  @Override
  public String getMessage() {
    return message;
  }
}
