package io.workrail.workflow.regex;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * The characters that the flag {@code i} takes for the same (ECMA-262, Canonicalize).
 *
 * <p>A pattern is widened to all variants of its characters instead of using Java's own flags,
 * whose rule differs: they take the Kelvin sign for a {@code k} where ECMAScript does not.
 * Immutable and thread-safe.
 */
final class CaseVariants {

  /** No character from here on has case variants. */
  private static final int UNICODE_LIMIT = 0x1F000;

  private static final int CODE_UNIT_LIMIT = 0x10000;
  private static final int ASCII_LIMIT = 0x80;
  private static final int CAPITAL_I_WITH_DOT = 0x130;
  private static final int SMALL_DOTLESS_I = 0x131;

  /** For every character that has variants: these and itself. */
  private final Map<Integer, List<Integer>> groups = new HashMap<>();

  /** The characters that have variants, in ascending order. */
  private final int[] members;

  private CaseVariants(IntUnaryOperator canonicalize, int limit) {
    Map<Integer, List<Integer>> byCanonical = new HashMap<>();
    for (int character = 0; character < limit; character++) {
      int canonical = canonicalize.applyAsInt(character);
      if (canonical != character) {
        byCanonical.computeIfAbsent(canonical, key -> new ArrayList<>(List.of(key))).add(character);
      }
    }
    byCanonical.values().forEach(group -> group.forEach(member -> groups.put(member, group)));
    members = groups.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  static CaseVariants table(boolean unicode) {
    return unicode ? ByCodePoint.TABLE : ByCodeUnit.TABLE;
  }

  /** Returns {@code set} with all case variants of its characters. */
  CodePointSet close(CodePointSet set) {
    CodePointSet closed = new CodePointSet();
    closed.addAll(set);
    BitSet contained = set.containedOf(members);
    // Only what is missing is added, as the set is written out and compiled.
    for (int member = contained.nextSetBit(0);
        member >= 0;
        member = contained.nextSetBit(member + 1)) {
      for (int variant : of(member)) {
        if (!contained.get(variant)) {
          closed.add(variant, variant);
        }
      }
    }
    return closed;
  }

  /** Returns one character and its case variants. */
  List<Integer> of(int character) {
    return groups.getOrDefault(character, List.of(character));
  }

  /** Without {@code u}: the upper case, if it is one code unit and does not turn into ASCII. */
  private static int upperCase(int unit) {
    String upper = String.valueOf((char) unit).toUpperCase(Locale.ROOT);
    boolean usable = upper.length() == 1 && (unit < ASCII_LIMIT || upper.charAt(0) >= ASCII_LIMIT);
    return usable ? upper.charAt(0) : unit;
  }

  /** With {@code u}: simple case folding, where the two Turkish letters stay apart. */
  private static int fold(int codePoint) {
    return codePoint == CAPITAL_I_WITH_DOT || codePoint == SMALL_DOTLESS_I
        ? codePoint
        : Character.toLowerCase(Character.toUpperCase(codePoint));
  }

  /** Built on first use, as most documents never need it. */
  private static final class ByCodeUnit {
    static final CaseVariants TABLE = new CaseVariants(CaseVariants::upperCase, CODE_UNIT_LIMIT);
  }

  private static final class ByCodePoint {
    static final CaseVariants TABLE = new CaseVariants(CaseVariants::fold, UNICODE_LIMIT);
  }
}
