package io.workrail.storage;

import java.io.IOException;

/** The lock beside a database cannot be opened; the message says why, and what to do. */
final class UnusableLockException extends IOException {
  private static final long serialVersionUID = 1L;

  UnusableLockException(String message, IOException cause) {
    super(message, cause);
  }
}
