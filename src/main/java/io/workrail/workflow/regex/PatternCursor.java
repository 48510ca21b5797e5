package io.workrail.workflow.regex;

/**
 * A reading position in a pattern. A character is a code point with the flag {@code u} and a UTF-16
 * code unit without it (ECMA-262, ParsePattern). Not thread-safe.
 */
final class PatternCursor {

  /** What {@link #peek()} returns behind the last character. */
  static final int END = -1;

  private final String pattern;
  private final boolean byCodePoint;
  private int index;

  PatternCursor(String pattern, boolean byCodePoint) {
    this.pattern = pattern;
    this.byCodePoint = byCodePoint;
  }

  String pattern() {
    return pattern;
  }

  int index() {
    return index;
  }

  void moveTo(int newIndex) {
    index = newIndex;
  }

  boolean atEnd() {
    return index >= pattern.length();
  }

  int peek() {
    if (atEnd()) {
      return END;
    }
    return byCodePoint ? pattern.codePointAt(index) : pattern.charAt(index);
  }

  /** Returns the next character and moves behind it; {@link #END} stays where it is. */
  int next() {
    int character = peek();
    if (character != END) {
      index += Character.charCount(character);
    }
    return character;
  }

  boolean startsWith(String text) {
    return pattern.startsWith(text, index);
  }

  /** Moves behind {@code text} if it comes next. */
  boolean take(String text) {
    if (!startsWith(text)) {
      return false;
    }
    index += text.length();
    return true;
  }

  boolean nextIsDigit() {
    return !atEnd() && Digits.isDecimal(pattern.charAt(index));
  }

  boolean nextIsOctalDigit() {
    return nextIsDigit() && pattern.charAt(index) <= '7';
  }

  InvalidPatternException invalid(String problem) {
    return InvalidPatternException.at(index, problem, pattern);
  }

  InvalidPatternException invalidAt(int problemIndex, String problem) {
    return InvalidPatternException.at(problemIndex, problem, pattern);
  }
}
