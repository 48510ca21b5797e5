package io.workrail.workflow.regex;

/**
 * A regular expression that ECMAScript refuses, or that this package cannot run.
 *
 * <p>The message is written for the author of a workflow document: it says what is wrong, at which
 * index, and shows the pattern, shortened when it is long.
 */
public final class InvalidPatternException extends Exception {

  private static final long serialVersionUID = 1L;

  private static final int NO_INDEX = -1;

  private final String message;
  private final int index;

  private InvalidPatternException(String message, int index) {
    super(message);
    this.message = message;
    this.index = index;
  }

  static InvalidPatternException at(int index, String problem, String pattern) {
    return new InvalidPatternException(
        "Invalid regular expression /%s/: %s at index %d"
            .formatted(PatternText.shortened(pattern), problem, index),
        index);
  }

  static InvalidPatternException of(String problem, String pattern) {
    return new InvalidPatternException(
        "Invalid regular expression /%s/: %s".formatted(PatternText.shortened(pattern), problem),
        NO_INDEX);
  }

  @Override
  public String getMessage() {
    return message;
  }

  /**
   * Returns where in the pattern the problem was noticed, in UTF-16 code units from 0, or -1 when
   * it lies in the flags or in the pattern as a whole.
   */
  public int index() {
    return index;
  }
}
