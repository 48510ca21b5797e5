package io.workrail.workflow.regex;

/**
 * Lets {@link java.util.regex}, which always works on code points, work on UTF-16 code units.
 *
 * <p>Without the flag {@code u} ECMAScript sees a surrogate pair as two characters. The input and
 * the pattern are therefore shown to Java with the surrogates exchanged for the private use
 * characters U+E000 to U+E7FF, which never form a pair. As the exchange goes both ways no two
 * characters become one.
 */
final class CodeUnits {

  /** First and last surrogate. */
  static final int SURROGATE_FIRST = Character.MIN_SURROGATE;

  static final int SURROGATE_LAST = Character.MAX_SURROGATE;

  /** Distance between a surrogate and the private use character that stands for it. */
  static final int DISTANCE = 0x800;

  static final int STAND_IN_FIRST = SURROGATE_FIRST + DISTANCE;

  static final int STAND_IN_LAST = SURROGATE_LAST + DISTANCE;

  private CodeUnits() {}

  /** Exchanges a surrogate and its stand-in; every other character stays as it is. */
  static int exchange(int unit) {
    if (unit < SURROGATE_FIRST || unit > STAND_IN_LAST) {
      return unit;
    }
    return unit <= SURROGATE_LAST ? unit + DISTANCE : unit - DISTANCE;
  }
}
