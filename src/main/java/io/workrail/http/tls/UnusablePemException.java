package io.workrail.http.tls;

/** The files cannot serve TLS. The message is a plain sentence without any content of a key. */
final class UnusablePemException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String message;

  UnusablePemException(String message) {
    super(message);
    this.message = message;
  }

  @Override
  public String getMessage() {
    return message;
  }
}
