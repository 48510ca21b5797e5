package io.workrail.workflow.regex;

/** Reads a group name (ECMA-262, RegExpIdentifierName). */
final class GroupName {

  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private GroupName() {}

  /** Reads the name and its closing {@code >}; the cursor stands behind the {@code <}. */
  static String read(PatternCursor cursor) throws InvalidPatternException {
    int start = cursor.index();
    StringBuilder name = new StringBuilder();
    while (!cursor.take(">")) {
      if (cursor.atEnd()) {
        throw cursor.invalidAt(start, "this group name has no closing '>'");
      }
      if (cursor.take("\\")) {
        appendEscaped(name, cursor);
      } else {
        name.appendCodePoint(cursor.next());
      }
    }
    boolean valid =
        name.length() > 0
            && isStart(name.codePointAt(0))
            && name.codePoints().skip(1).allMatch(GroupName::isPart);
    if (!valid) {
      throw cursor.invalidAt(start, "this group name is not an identifier");
    }
    return name.toString();
  }

  private static void appendEscaped(StringBuilder name, PatternCursor cursor)
      throws InvalidPatternException {
    int codePoint = cursor.take("u") ? UnicodeEscape.readCodePoint(cursor) : UnicodeEscape.NONE;
    if (codePoint == UnicodeEscape.NONE) {
      throw cursor.invalid("only \\u escapes are allowed in a group name");
    }
    name.appendCodePoint(codePoint);
  }

  private static boolean isStart(int codePoint) {
    return codePoint == '$' || codePoint == '_' || Character.isUnicodeIdentifierStart(codePoint);
  }

  private static boolean isPart(int codePoint) {
    return isStart(codePoint)
        || codePoint == ZERO_WIDTH_NON_JOINER
        || codePoint == ZERO_WIDTH_JOINER
        || (Character.isUnicodeIdentifierPart(codePoint)
            && !Character.isIdentifierIgnorable(codePoint));
  }
}
