package io.workrail.workflow.regex;

/**
 * The input as the matcher sees it: every look at it takes one unit from the budget.
 *
 * <p>{@link #length()} counts too: the step that {@link JavaWriter} puts into a pattern is made of
 * an end-of-input test, which asks for the length and reads nothing.
 */
final class CountingSequence implements CharSequence {

  private final CharSequence input;
  private final int length;
  private final boolean byCodePoint;
  private final MatchBudget budget;
  private final String pattern;

  CountingSequence(CharSequence input, boolean byCodePoint, MatchBudget budget, String pattern) {
    this.input = input;
    this.length = input.length();
    this.byCodePoint = byCodePoint;
    this.budget = budget;
    this.pattern = pattern;
  }

  @Override
  public int length() {
    budget.spend(pattern);
    return length;
  }

  @Override
  public char charAt(int index) {
    budget.spend(pattern);
    char unit = input.charAt(index);
    return byCodePoint ? unit : (char) CodeUnits.exchange(unit);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new CountingSequence(input.subSequence(start, end), byCodePoint, budget, pattern);
  }

  @Override
  public String toString() {
    return input.toString();
  }
}
