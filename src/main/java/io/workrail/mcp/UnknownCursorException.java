package io.workrail.mcp;

/** A cursor that no page of ours has given. */
public final class UnknownCursorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final String MESSAGE =
      "The cursor is not known; use a nextCursor as it was given, or leave it out for the first"
          + " page.";

  UnknownCursorException() {
    super(MESSAGE);
  }

  @Override
  public String getMessage() {
    return MESSAGE;
  }
}
