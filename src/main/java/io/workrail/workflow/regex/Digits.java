package io.workrail.workflow.regex;

/** ASCII digits and letters; the methods of {@link Character} accept those of other scripts too. */
final class Digits {

  private static final int HEXADECIMAL_RADIX = 16;

  private Digits() {}

  static boolean isDecimal(int character) {
    return character >= '0' && character <= '9';
  }

  static boolean isLetter(int character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
  }

  /** Returns the value of a hexadecimal digit, or -1 if {@code character} is none. */
  static int hexadecimal(int character) {
    return character < 0x80 && (isDecimal(character) || isLetter(character))
        ? Character.digit(character, HEXADECIMAL_RADIX)
        : -1;
  }
}
