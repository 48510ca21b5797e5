package io.workrail.workflow.regex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * The characters a class stands for: ranges, and Unicode properties that stay names (ECMA-262,
 * CharSet). Not thread-safe while it is filled; the constants are only read.
 */
final class CodePointSet {

  /** Everything, {@code [^]} and, with the flag {@code s}, the dot. */
  static final CodePointSet ALL = of(Character.MIN_CODE_POINT, Character.MAX_CODE_POINT);

  /** ECMA-262, LineTerminator. */
  static final CodePointSet LINE_TERMINATORS = of('\n', '\n', '\r', '\r', 0x2028, 0x2029);

  /** ECMA-262, CharacterClassEscape {@code d}. */
  static final CodePointSet DIGITS = of('0', '9');

  /** ECMA-262, WordCharacters without its case variants. */
  static final CodePointSet WORD = of('0', '9', 'A', 'Z', '_', '_', 'a', 'z');

  /** ECMA-262, WhiteSpace and LineTerminator. */
  static final CodePointSet SPACE =
      of(
          '\t', '\r', ' ', ' ', 0xA0, 0xA0, 0x1680, 0x1680, 0x2000, 0x200A, 0x2028, 0x2029, 0x202F,
          0x202F, 0x205F, 0x205F, 0x3000, 0x3000, 0xFEFF, 0xFEFF);

  private record Range(int first, int last) {}

  private final List<Range> ranges = new ArrayList<>();
  private final List<UnicodeProperty> properties = new ArrayList<>();

  /** Returns the set of the given ranges, each a first and a last code point. */
  static CodePointSet of(int... bounds) {
    CodePointSet set = new CodePointSet();
    for (int i = 0; i < bounds.length; i += 2) {
      set.add(bounds[i], bounds[i + 1]);
    }
    return set;
  }

  static CodePointSet of(UnicodeProperty property) {
    CodePointSet set = new CodePointSet();
    set.properties.add(property);
    return set;
  }

  void add(int first, int last) {
    ranges.add(new Range(first, last));
  }

  void addAll(CodePointSet other) {
    ranges.addAll(other.ranges);
    properties.addAll(other.properties);
  }

  /** Returns which of the given code points, in ascending order, are in this set. */
  BitSet containedOf(int[] codePoints) {
    BitSet contained = new BitSet();
    for (Range range : ranges) {
      int found = Arrays.binarySearch(codePoints, range.first);
      int next = found < 0 ? -found - 1 : found;
      while (next < codePoints.length && codePoints[next] <= range.last) {
        contained.set(codePoints[next]);
        next++;
      }
    }
    if (!properties.isEmpty()) {
      String text = new String(codePoints, 0, codePoints.length);
      properties.forEach(property -> property.addMatching(text, contained));
    }
    return contained;
  }

  /** Returns the characters outside the ranges; a set with properties has no complement here. */
  CodePointSet complementOfRanges() {
    CodePointSet complement = new CodePointSet();
    int next = Character.MIN_CODE_POINT;
    for (Range range : merged(ranges)) {
      if (range.first > next) {
        complement.add(next, range.first - 1);
      }
      next = range.last + 1;
    }
    if (next <= Character.MAX_CODE_POINT) {
      complement.add(next, Character.MAX_CODE_POINT);
    }
    return complement;
  }

  /**
   * Appends a Java class of these characters, or of all others.
   *
   * @param byCodePoint false to write surrogates the way {@link CodeUnits} shows them
   */
  void appendTo(StringBuilder java, boolean negated, boolean byCodePoint) {
    boolean none = ranges.isEmpty() && properties.isEmpty();
    // Java has no empty class: the class of nothing is written as the one of not everything.
    List<Range> shown = none ? ALL.ranges : merged(byCodePoint ? ranges : exchanged(ranges));
    java.append(negated != none ? "[^" : "[");
    for (Range range : shown) {
      appendCodePoint(java, range.first);
      if (range.last > range.first) {
        appendCodePoint(java.append(range.last > range.first + 1 ? "-" : ""), range.last);
      }
    }
    properties.forEach(property -> java.append(property.java()));
    java.append(']');
  }

  /** Appends one character in a form that has no other meaning in Java. */
  static void appendCodePoint(StringBuilder java, int codePoint) {
    if (Digits.isDecimal(codePoint) || Digits.isLetter(codePoint)) {
      java.append((char) codePoint);
    } else {
      java.append("\\x{").append(Integer.toHexString(codePoint)).append('}');
    }
  }

  private static List<Range> exchanged(List<Range> ranges) {
    List<Range> result = new ArrayList<>();
    for (Range range : ranges) {
      addPart(result, range, Character.MIN_CODE_POINT, CodeUnits.SURROGATE_FIRST - 1);
      addPart(result, range, CodeUnits.SURROGATE_FIRST, CodeUnits.SURROGATE_LAST);
      addPart(result, range, CodeUnits.STAND_IN_FIRST, CodeUnits.STAND_IN_LAST);
      addPart(result, range, CodeUnits.STAND_IN_LAST + 1, Character.MAX_CODE_POINT);
    }
    return result;
  }

  /** Adds what {@code range} has between the two bounds, which no exchange pulls apart. */
  private static void addPart(List<Range> result, Range range, int lower, int upper) {
    int first = Math.max(range.first, lower);
    int last = Math.min(range.last, upper);
    if (first <= last) {
      result.add(new Range(CodeUnits.exchange(first), CodeUnits.exchange(last)));
    }
  }

  private static List<Range> merged(List<Range> ranges) {
    List<Range> sorted = new ArrayList<>(ranges);
    sorted.sort(Comparator.comparingInt(Range::first));
    List<Range> result = new ArrayList<>();
    for (Range range : sorted) {
      int end = result.size() - 1;
      if (end >= 0 && range.first <= result.get(end).last + 1) {
        Range joined = result.get(end);
        result.set(end, new Range(joined.first, Math.max(joined.last, range.last)));
      } else {
        result.add(range);
      }
    }
    return result;
  }
}
