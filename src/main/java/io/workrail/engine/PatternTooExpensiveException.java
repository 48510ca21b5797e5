package io.workrail.engine;

import io.workrail.workflow.regex.MatchBudgetExceededException;

/** A pattern of the document needs more work than a call may cost. */
public final class PatternTooExpensiveException extends EngineException {
  private static final long serialVersionUID = 1L;

  PatternTooExpensiveException(String where, MatchBudgetExceededException cause) {
    super(
        "A pattern in %s costs too much to evaluate on this text and was stopped: %s"
            .formatted(where, cause.getMessage()));
    initCause(cause);
  }
}
