package io.workrail.engine;

/** Why the engine cannot answer. The message is for the caller, who can mend the cause. */
public abstract sealed class EngineException extends RuntimeException
    permits ContextTooLargeException, CriteriaException, PatternTooExpensiveException {
  private static final long serialVersionUID = 1L;

  private final String message;

  EngineException(String message) {
    super(message);
    this.message = message;
  }

  @Override
  public String getMessage() {
    return message;
  }
}
