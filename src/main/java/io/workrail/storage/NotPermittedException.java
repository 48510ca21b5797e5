package io.workrail.storage;

/** The database does not allow this user to do it; the message is a sentence with the mend. */
public final class NotPermittedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotPermittedException(String message) {
    super(message);
  }
}
