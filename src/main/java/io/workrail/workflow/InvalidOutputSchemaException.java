package io.workrail.workflow;

/** An embedded JSON Schema that is not one, or that cannot be evaluated. */
public final class InvalidOutputSchemaException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String message;

  InvalidOutputSchemaException(String message) {
    super(message);
    this.message = message;
  }

  @Override
  public String getMessage() {
    return message;
  }
}
