package io.workrail.workflow.regex;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How often an atom is repeated (ECMA-262, Quantifier).
 *
 * @param java the quantifier as Java writes it
 * @param most greatest number of repetitions, {@link #UNBOUNDED} for no limit
 */
record Quantifier(String java, long most) {

  static final long UNBOUNDED = Long.MAX_VALUE;

  private static final Pattern BRACES = Pattern.compile("\\{([0-9]+)(?:(,)([0-9]*))?\\}");

  /** Numbers of this many digits always fit a long. */
  private static final int MAX_DIGITS = 18;

  /** Reads the quantifier that comes next, or returns null and does not move. */
  static @Nullable Quantifier readIfNext(PatternCursor cursor) throws InvalidPatternException {
    Quantifier greedy = readGreedy(cursor);
    if (greedy == null || !cursor.take("?")) {
      return greedy;
    }
    return new Quantifier(greedy.java + "?", greedy.most);
  }

  private static @Nullable Quantifier readGreedy(PatternCursor cursor)
      throws InvalidPatternException {
    if (cursor.take("*")) {
      return new Quantifier("*", UNBOUNDED);
    }
    if (cursor.take("+")) {
      return new Quantifier("+", UNBOUNDED);
    }
    if (cursor.take("?")) {
      return new Quantifier("?", 1);
    }
    return readBraces(cursor);
  }

  private static @Nullable Quantifier readBraces(PatternCursor cursor)
      throws InvalidPatternException {
    String pattern = cursor.pattern();
    Matcher braces = BRACES.matcher(pattern).region(cursor.index(), pattern.length());
    if (!braces.lookingAt()) {
      return null;
    }
    long least = bound(braces.group(1));
    long most = braces.group(2) == null ? least : upperBound(braces.group(3));
    if (least > most) {
      throw cursor.invalid("the bounds of this quantifier are out of order");
    }
    cursor.moveTo(braces.end());
    return new Quantifier(inBraces(least, most), most);
  }

  /**
   * Java refuses bounds that do not fit an int; no input is that long, so the greatest int will do.
   */
  private static String inBraces(long least, long most) {
    String upper = most > Integer.MAX_VALUE ? "" : Long.toString(most);
    return "{" + Math.min(least, Integer.MAX_VALUE) + "," + upper + "}";
  }

  private static long upperBound(String digits) {
    return digits.isEmpty() ? UNBOUNDED : bound(digits);
  }

  private static long bound(String digits) {
    String significant = digits.replaceFirst("^0+(?=.)", "");
    return significant.length() > MAX_DIGITS ? UNBOUNDED : Long.parseLong(significant);
  }
}
