package io.workrail.workflow.regex;

import org.jspecify.annotations.Nullable;

/**
 * The flags of a regular expression (ECMA-262, RegExpInitialize). The flag {@code g} is accepted
 * and left out: it only concerns repeated calls.
 */
record EcmaFlags(
    boolean ignoreCase, boolean multiline, boolean dotAll, boolean unicode, boolean sticky) {

  private static final String KNOWN = "gimsuy";

  static EcmaFlags parse(@Nullable String flags, String pattern) throws InvalidPatternException {
    String given = flags == null ? "" : flags;
    for (int i = 0; i < given.length(); i++) {
      char flag = given.charAt(i);
      if (KNOWN.indexOf(flag) < 0) {
        throw InvalidPatternException.of(
            "the flag '%c' is not supported, only i, m, s, u, g and y are".formatted(flag),
            pattern);
      }
      if (given.indexOf(flag, i + 1) >= 0) {
        throw InvalidPatternException.of("the flag '%c' is given twice".formatted(flag), pattern);
      }
    }
    return new EcmaFlags(
        given.indexOf('i') >= 0,
        given.indexOf('m') >= 0,
        given.indexOf('s') >= 0,
        given.indexOf('u') >= 0,
        given.indexOf('y') >= 0);
  }
}
