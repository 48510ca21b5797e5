package io.workrail.workflow.regex;

/**
 * The work that the matches of one call may do together, counted instead of timed so that the same
 * document always ends the same way.
 *
 * <p>One unit is one character read by the matcher, or one step that matches without reading, such
 * as an empty alternative or {@code ^}. Create one budget per call and hand it to every {@link
 * EcmaPattern#find} of that call. A spent budget stays spent.
 *
 * <p>Not thread-safe.
 */
public final class MatchBudget {

  /**
   * Most units one match may use. An honest pattern reads each character a few times; only a
   * pattern that backtracks without end comes near this, and it is stopped in a fraction of a
   * second.
   */
  public static final int MAX_READS_PER_MATCH = 5_000_000;

  /**
   * Most units all matches of one budget may use together. A document may evaluate thousands of
   * conditions in a loop of 1,000 rounds, each below the limit of one match; this bounds their sum.
   */
  public static final int MAX_READS_IN_TOTAL = 50_000_000;

  private final int maxReadsPerMatch;
  private final int maxReadsInTotal;
  private int readsBeforeMatch;
  private int reads;

  private MatchBudget(int maxReadsPerMatch, int maxReadsInTotal) {
    this.maxReadsPerMatch = maxReadsPerMatch;
    this.maxReadsInTotal = maxReadsInTotal;
  }

  /**
   * Returns a fresh budget of {@link #MAX_READS_PER_MATCH} units a match and {@link
   * #MAX_READS_IN_TOTAL} units in total.
   */
  public static MatchBudget ofDefault() {
    return of(MAX_READS_PER_MATCH, MAX_READS_IN_TOTAL);
  }

  static MatchBudget of(int maxReadsPerMatch, int maxReadsInTotal) {
    return new MatchBudget(maxReadsPerMatch, maxReadsInTotal);
  }

  /** Starts the count of the next match. */
  void startMatch() {
    readsBeforeMatch = reads;
  }

  /**
   * Takes one unit.
   *
   * @throws MatchBudgetExceededException if none is left, naming {@code pattern}
   */
  void spend(String pattern) {
    // Comparing before counting keeps the counter from overflowing however often this is called.
    if (reads >= maxReadsInTotal) {
      throw new MatchBudgetExceededException(
          pattern,
          "would take all matches of this call over %,d character reads"
              .formatted(maxReadsInTotal));
    }
    if (reads - readsBeforeMatch >= maxReadsPerMatch) {
      throw new MatchBudgetExceededException(
          pattern, "needs more than %,d character reads".formatted(maxReadsPerMatch));
    }
    reads++;
  }

  /** Returns the units used so far by all matches. */
  int reads() {
    return reads;
  }
}
