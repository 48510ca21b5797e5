package io.workrail.storage;

/** This release must not work on this database; the message is a sentence for the operator. */
public final class IncompatibleDatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  IncompatibleDatabaseException(String message) {
    super(message);
  }
}
