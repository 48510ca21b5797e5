package io.workrail.workflow.regex;

/** How a pattern is shown in a message. */
final class PatternText {

  /** Longest piece of a pattern that a message repeats, in UTF-16 code units. */
  static final int MAX_SHOWN_LENGTH = 80;

  private PatternText() {}

  static String shortened(String pattern) {
    if (pattern.length() <= MAX_SHOWN_LENGTH) {
      return pattern;
    }
    int end = MAX_SHOWN_LENGTH;
    if (Character.isHighSurrogate(pattern.charAt(end - 1))) {
      end--;
    }
    return pattern.substring(0, end) + "...";
  }
}
