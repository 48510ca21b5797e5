package io.workrail.auth;

/** Something is not a key, or not one we accept. The message is the second half of a sentence. */
final class KeyFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  KeyFormatException(String message) {
    super(message);
  }
}
