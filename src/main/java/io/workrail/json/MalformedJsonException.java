package io.workrail.json;

/** The text is not strict JSON. The message says what is wrong and never names a class. */
public final class MalformedJsonException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String message;
  private final transient TextPosition position;

  MalformedJsonException(String message, TextPosition position) {
    super(message);
    this.message = message;
    this.position = position;
  }

  @Override
  public String getMessage() {
    return message;
  }

  /** Where reading stopped. */
  public TextPosition position() {
    return position;
  }
}
