package io.workrail.workflow.regex;

import java.util.BitSet;

/**
 * Reads an ECMAScript pattern and writes it for Java (ECMA-262, Patterns, with Annex B.1.2 where
 * the flag {@code u} is not set). One pass of recursive descent, one instance per pattern.
 */
final class EcmaTranslator {

  /** Deeper nesting would need more stack to compile than a thread may have. */
  private static final int MAX_DEPTH = 200;

  /**
   * Java tries each length a lookbehind may have, and for an open quantifier may compute a wrong
   * greatest length instead of refusing it.
   */
  private static final int MAX_REPETITIONS_IN_LOOKBEHIND = 255;

  private final EcmaFlags flags;
  private final PatternCursor cursor;
  private final GroupIndex groups;
  private final EscapeReader escapes;
  private final ClassReader classes;
  private final JavaWriter java;

  private int groupsOpened;
  private int depth;
  private int lookbehinds;

  /** Groups that may have a capture at the current place of the pattern. */
  private BitSet capturable = new BitSet();

  private EcmaTranslator(String pattern, EcmaFlags flags) throws InvalidPatternException {
    this.flags = flags;
    this.cursor = new PatternCursor(pattern, flags.unicode());
    this.groups = GroupIndex.scan(pattern);
    this.escapes = new EscapeReader(cursor, flags, groups);
    this.classes = new ClassReader(cursor, flags, escapes);
    this.java = new JavaWriter(flags, groups.mayBeReferenced());
  }

  /** Returns a pattern for {@link java.util.regex.Pattern#compile(String)}. */
  static String translate(String pattern, EcmaFlags flags) throws InvalidPatternException {
    EcmaTranslator translator = new EcmaTranslator(pattern, flags);
    translator.disjunction();
    if (!translator.cursor.atEnd()) {
      throw translator.cursor.invalid("this ')' closes nothing");
    }
    return translator.java.toString();
  }

  private void disjunction() throws InvalidPatternException {
    // A repetition starts without captures, so a group never has one in a sibling alternative.
    BitSet before = capturable;
    BitSet after = new BitSet();
    alternative(before, after);
    while (cursor.take("|")) {
      java.nextAlternative();
      alternative(before, after);
    }
    capturable = after;
  }

  private void alternative(BitSet before, BitSet after) throws InvalidPatternException {
    capturable = BitSet.valueOf(before.toLongArray());
    java.beginAlternative();
    anchorLeadingAnything();
    while (!cursor.atEnd() && !cursor.startsWith("|") && !cursor.startsWith(")")) {
      term();
    }
    after.or(capturable);
  }

  /**
   * A search for {@code .*x} that fails at the start of a line fails everywhere in that line, as
   * the dot could have gone there. Saying so spares the budget a search of quadratic length.
   */
  private void anchorLeadingAnything() {
    if (depth > 0) {
      return;
    }
    if (cursor.startsWith(".*")) {
      java.start(!flags.dotAll());
    } else if (cursor.startsWith("[\\s\\S]*") || cursor.startsWith("[^]*")) {
      java.start(false);
    }
  }

  private void term() throws InvalidPatternException {
    refuseQuantifier();
    boolean repeatable = atom();
    if (!repeatable) {
      refuseQuantifier();
      return;
    }
    int index = cursor.index();
    Quantifier quantifier = Quantifier.readIfNext(cursor);
    if (quantifier == null) {
      return;
    }
    if (lookbehinds > 0 && quantifier.most() > MAX_REPETITIONS_IN_LOOKBEHIND) {
      throw cursor.invalidAt(
          index,
          "a lookbehind may repeat at most %d times, so not with *, + or {n,},"
              .formatted(MAX_REPETITIONS_IN_LOOKBEHIND));
    }
    java.repeat(quantifier);
  }

  private void refuseQuantifier() throws InvalidPatternException {
    int index = cursor.index();
    if (Quantifier.readIfNext(cursor) != null) {
      throw cursor.invalidAt(index, "there is nothing to repeat");
    }
  }

  /** Reads an atom or assertion and says whether a quantifier may follow. */
  private boolean atom() throws InvalidPatternException {
    int start = cursor.index();
    int character = cursor.next();
    switch (character) {
      case '^' -> {
        java.start(flags.multiline());
        return false;
      }
      case '$' -> {
        java.end(flags.multiline());
        return false;
      }
      case '(' -> {
        return group(start);
      }
      case '\\' -> {
        return escape(start);
      }
      case '[' -> {
        boolean negated = cursor.take("^");
        java.characterClass(classes.readMembers(), negated);
      }
      case '.' -> java.dot();
      default -> literal(character, start);
    }
    return true;
  }

  private void literal(int character, int start) throws InvalidPatternException {
    if (flags.unicode() && (character == '{' || character == '}' || character == ']')) {
      throw cursor.invalidAt(start, "a lone '%c' must be escaped".formatted(character));
    }
    java.literal(character);
  }

  private boolean escape(int start) throws InvalidPatternException {
    boolean negatedBoundary = cursor.startsWith("B");
    if (cursor.take("b") || cursor.take("B")) {
      java.wordBoundary(escapes.wordCharacters(), negatedBoundary);
      return false;
    }
    int group = readReference(start);
    if (group > 0) {
      reference(group, start);
      return true;
    }
    CodePointSet set = escapes.readSet();
    if (set != null) {
      java.characterClass(set, false);
    } else {
      java.literal(escapes.readCharacter(false));
    }
    return true;
  }

  /** Reads a reference to a group that exists, or returns 0 and stays behind the backslash. */
  private int readReference(int start) throws InvalidPatternException {
    if (cursor.startsWith("k") && (flags.unicode() || groups.hasNames())) {
      cursor.take("k");
      return readName(start);
    }
    int digits = cursor.index();
    int number = 0;
    if (!cursor.startsWith("0")) {
      while (cursor.nextIsDigit() && number <= groups.count()) {
        number = number * 10 + (cursor.next() - '0');
      }
    }
    if (number > groups.count()) {
      cursor.moveTo(digits);
      return 0;
    }
    return number;
  }

  private int readName(int start) throws InvalidPatternException {
    if (!cursor.take("<")) {
      throw cursor.invalidAt(start, "a reference by name is written \\k<name>");
    }
    String name = GroupName.read(cursor);
    Integer number = groups.number(name);
    if (number == null) {
      throw cursor.invalidAt(start, "there is no group named '" + name + "'");
    }
    return number;
  }

  private void reference(int group, int start) throws InvalidPatternException {
    if (lookbehinds > 0) {
      throw cursor.invalidAt(start, "a reference to a group is not supported in a lookbehind");
    }
    if (capturable.get(group)) {
      java.reference(group);
    } else {
      java.emptyReference();
    }
  }

  private boolean group(int start) throws InvalidPatternException {
    if (++depth > MAX_DEPTH) {
      throw cursor.invalidAt(start, "groups are nested more than %d deep".formatted(MAX_DEPTH));
    }
    boolean repeatable = readGroup(start);
    depth--;
    return repeatable;
  }

  private boolean readGroup(int start) throws InvalidPatternException {
    if (cursor.take("?=")) {
      return lookahead("(?=", start);
    }
    if (cursor.take("?!")) {
      return lookahead("(?!", start);
    }
    if (cursor.take("?<=")) {
      return lookbehind("(?<=", start);
    }
    if (cursor.take("?<!")) {
      return lookbehind("(?<!", start);
    }
    if (cursor.take("?:")) {
      java.openPlain();
      body(start);
      java.closePlain();
      return true;
    }
    return capturing(start);
  }

  private boolean capturing(int start) throws InvalidPatternException {
    if (cursor.take("?<")) {
      GroupName.read(cursor);
    } else if (cursor.startsWith("?")) {
      throw cursor.invalidAt(
          start, "this kind of group is not supported; give options as flags; the group starts");
    }
    int number = ++groupsOpened;
    java.openCapturing();
    body(start);
    java.closeCapturing();
    capturable.set(number);
    return true;
  }

  private boolean lookahead(String opening, int start) throws InvalidPatternException {
    java.openPlain();
    look(opening, start);
    java.closePlain();
    // Annex B.1.2, QuantifiableAssertion.
    return !flags.unicode();
  }

  private boolean lookbehind(String opening, int start) throws InvalidPatternException {
    lookbehinds++;
    look(opening, start);
    lookbehinds--;
    return false;
  }

  private void look(String opening, int start) throws InvalidPatternException {
    int firstInside = groupsOpened + 1;
    java.openLook(opening);
    body(start);
    java.closeLook();
    if (opening.endsWith("!")) {
      // What a negative assertion captured is never seen behind it.
      capturable.clear(firstInside, groupsOpened + 1);
    }
  }

  /** Reads the alternatives of a group and its closing parenthesis. */
  private void body(int start) throws InvalidPatternException {
    disjunction();
    if (!cursor.take(")")) {
      throw cursor.invalidAt(start, "this group is not closed");
    }
  }
}
