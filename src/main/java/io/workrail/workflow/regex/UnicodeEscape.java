package io.workrail.workflow.regex;

/** Reads the digits of a hexadecimal escape (ECMA-262, RegExpUnicodeEscapeSequence). */
final class UnicodeEscape {

  /** Returned when no escape of the wanted form follows; the cursor has not moved. */
  static final int NONE = -1;

  private static final int CODE_UNIT_DIGITS = 4;

  private UnicodeEscape() {}

  /**
   * Reads four digits, two such escapes that form a surrogate pair, or digits in braces; the cursor
   * stands behind the {@code u}.
   */
  static int readCodePoint(PatternCursor cursor) throws InvalidPatternException {
    if (cursor.startsWith("{")) {
      return readBraced(cursor);
    }
    int lead = readFixed(cursor, CODE_UNIT_DIGITS);
    if (lead == NONE || !Character.isHighSurrogate((char) lead)) {
      return lead;
    }
    int behindLead = cursor.index();
    int trail = cursor.take("\\u") ? readFixed(cursor, CODE_UNIT_DIGITS) : NONE;
    if (trail != NONE && Character.isLowSurrogate((char) trail)) {
      return Character.toCodePoint((char) lead, (char) trail);
    }
    cursor.moveTo(behindLead);
    return lead;
  }

  /** Reads exactly {@code count} hexadecimal digits. */
  static int readFixed(PatternCursor cursor, int count) {
    int start = cursor.index();
    int value = 0;
    for (int i = 0; i < count; i++) {
      int digit = Digits.hexadecimal(cursor.next());
      if (digit < 0) {
        cursor.moveTo(start);
        return NONE;
      }
      value = value * 16 + digit;
    }
    return value;
  }

  private static int readBraced(PatternCursor cursor) throws InvalidPatternException {
    int start = cursor.index();
    cursor.take("{");
    int value = 0;
    boolean digitSeen = false;
    for (int digit = Digits.hexadecimal(cursor.peek());
        digit >= 0;
        digit = Digits.hexadecimal(cursor.peek())) {
      value = value * 16 + digit;
      digitSeen = true;
      if (value > Character.MAX_CODE_POINT) {
        throw cursor.invalidAt(start, "this code point is above 10FFFF");
      }
      cursor.next();
    }
    if (!digitSeen || !cursor.take("}")) {
      cursor.moveTo(start);
      return NONE;
    }
    return value;
  }
}
