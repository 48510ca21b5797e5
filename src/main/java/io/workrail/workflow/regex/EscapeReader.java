package io.workrail.workflow.regex;

import org.jspecify.annotations.Nullable;

/**
 * Reads escapes that stand for characters, in a class or outside (ECMA-262, CharacterEscape and
 * CharacterClassEscape, with Annex B.1.2 where the flag {@code u} is not set).
 */
final class EscapeReader {

  private static final String SYNTAX_CHARACTERS = "^$\\.*+?()[]{}|/";
  private static final int VERTICAL_TAB = 0x0B;
  private static final int CONTROL_MASK = 0x1F;
  private static final int MAX_OCTAL_LEAD_FOR_THREE_DIGITS = '3';

  private final PatternCursor cursor;
  private final EcmaFlags flags;
  private final GroupIndex groups;

  EscapeReader(PatternCursor cursor, EcmaFlags flags, GroupIndex groups) {
    this.cursor = cursor;
    this.flags = flags;
    this.groups = groups;
  }

  /** Returns the word characters, which with {@code i} and {@code u} are not only ASCII. */
  CodePointSet wordCharacters() {
    return flags.ignoreCase() && flags.unicode()
        ? CaseVariants.table(true).close(CodePointSet.WORD)
        : CodePointSet.WORD;
  }

  /** Reads an escape for a set of characters, or returns null and stays behind the backslash. */
  @Nullable CodePointSet readSet() throws InvalidPatternException {
    int start = cursor.index();
    return switch (cursor.next()) {
      case 'd' -> CodePointSet.DIGITS;
      case 'D' -> CodePointSet.DIGITS.complementOfRanges();
      case 's' -> CodePointSet.SPACE;
      case 'S' -> CodePointSet.SPACE.complementOfRanges();
      case 'w' -> wordCharacters();
      case 'W' -> wordCharacters().complementOfRanges();
      case 'p' -> readProperty(start, false);
      case 'P' -> readProperty(start, true);
      default -> {
        cursor.moveTo(start);
        yield null;
      }
    };
  }

  private @Nullable CodePointSet readProperty(int start, boolean negated)
      throws InvalidPatternException {
    if (!flags.unicode()) {
      cursor.moveTo(start);
      return null;
    }
    int end = cursor.pattern().indexOf('}', cursor.index());
    if (!cursor.take("{") || end < 0) {
      throw cursor.invalidAt(start, "a property escape is written \\p{...} or \\P{...}");
    }
    String expression = cursor.pattern().substring(cursor.index(), end);
    UnicodeProperty property = UnicodeProperty.find(expression, negated);
    if (property == null) {
      throw cursor.invalidAt(
          start, "the Unicode property '" + PatternText.shortened(expression) + "' is not known");
    }
    cursor.moveTo(end + 1);
    return CodePointSet.of(property);
  }

  /** Reads an escape for one character; the cursor stands behind the backslash. */
  int readCharacter(boolean inClass) throws InvalidPatternException {
    int start = cursor.index();
    int character = cursor.next();
    return switch (character) {
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'v' -> VERTICAL_TAB;
      case 'f' -> '\f';
      case 'r' -> '\r';
      case 'c' -> readControl(start, inClass);
      case 'x' -> orIdentity(UnicodeEscape.readFixed(cursor, 2), start, inClass);
      case 'u' -> orIdentity(readUnicode(), start, inClass);
      case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> readOctal(start);
      case PatternCursor.END -> throw cursor.invalid("a backslash ends the pattern");
      default -> identity(character, start, inClass);
    };
  }

  private int readUnicode() throws InvalidPatternException {
    return flags.unicode()
        ? UnicodeEscape.readCodePoint(cursor)
        : UnicodeEscape.readFixed(cursor, 4);
  }

  /** An escape without the digits it needs stands, by Annex B, for its letter. */
  private int orIdentity(int value, int start, boolean inClass) throws InvalidPatternException {
    return value == UnicodeEscape.NONE
        ? identity(cursor.pattern().charAt(start), start, inClass)
        : value;
  }

  private int identity(int character, int start, boolean inClass) throws InvalidPatternException {
    boolean allowed =
        flags.unicode()
            ? SYNTAX_CHARACTERS.indexOf(character) >= 0 || (inClass && character == '-')
            : character != 'k' || !groups.hasNames();
    if (inClass && character == 'b') {
      return '\b';
    }
    if (!allowed) {
      throw cursor.invalidAt(
          start, "\\" + Character.toString(character) + " is not a complete escape");
    }
    return character;
  }

  private int readControl(int start, boolean inClass) throws InvalidPatternException {
    int letter = cursor.peek();
    boolean allowedInClassOnly = Digits.isDecimal(letter) || letter == '_';
    if (Digits.isLetter(letter) || (inClass && !flags.unicode() && allowedInClassOnly)) {
      return cursor.next() & CONTROL_MASK;
    }
    if (flags.unicode()) {
      throw cursor.invalidAt(start, "\\c needs a letter");
    }
    // Annex B: the backslash stands for itself and the c is read again.
    cursor.moveTo(start);
    return '\\';
  }

  /** Reads {@code \0} or an octal escape of Annex B; the cursor stands behind the first digit. */
  private int readOctal(int start) throws InvalidPatternException {
    int lead = cursor.pattern().charAt(start);
    if (flags.unicode() && (lead != '0' || cursor.nextIsDigit())) {
      throw cursor.invalidAt(start, "octal escapes are not allowed with the flag u");
    }
    if (lead > '7') {
      return lead;
    }
    int value = lead - '0';
    int moreDigits = lead <= MAX_OCTAL_LEAD_FOR_THREE_DIGITS ? 2 : 1;
    for (int i = 0; i < moreDigits && cursor.nextIsOctalDigit(); i++) {
      value = value * 8 + (cursor.next() - '0');
    }
    return value;
  }
}
