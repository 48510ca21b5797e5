package io.workrail.workflow.regex;

/**
 * A match was stopped because it needed more work than its {@link MatchBudget} allows, or more
 * stack than the calling thread has. Whether the input matches is not known.
 */
public final class MatchBudgetExceededException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MatchBudgetExceededException(String pattern, String reason) {
    super("Matching /%s/ was stopped: it %s".formatted(PatternText.shortened(pattern), reason));
  }
}
