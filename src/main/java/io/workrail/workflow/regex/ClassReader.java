package io.workrail.workflow.regex;

import org.jspecify.annotations.Nullable;

/** Reads a bracketed class (ECMA-262, CharacterClass and NonemptyClassRanges). */
final class ClassReader {

  private final PatternCursor cursor;
  private final EcmaFlags flags;
  private final EscapeReader escapes;

  ClassReader(PatternCursor cursor, EcmaFlags flags, EscapeReader escapes) {
    this.cursor = cursor;
    this.flags = flags;
    this.escapes = escapes;
  }

  /** One entry of a class: a set such as {@code \d}, or a single character if the set is null. */
  private record Atom(int character, @Nullable CodePointSet set) {

    void addTo(CodePointSet members) {
      if (set == null) {
        members.add(character, character);
      } else {
        members.addAll(set);
      }
    }
  }

  /**
   * Reads up to the closing bracket; the cursor stands behind the opening one and any {@code ^}.
   */
  CodePointSet readMembers() throws InvalidPatternException {
    int start = cursor.index();
    CodePointSet members = new CodePointSet();
    while (!cursor.take("]")) {
      if (cursor.atEnd()) {
        throw cursor.invalidAt(start, "this character class is not closed");
      }
      readRange(members);
    }
    return members;
  }

  private void readRange(CodePointSet members) throws InvalidPatternException {
    int start = cursor.index();
    Atom first = readAtom();
    if (!cursor.startsWith("-") || cursor.startsWith("-]")) {
      first.addTo(members);
      return;
    }
    cursor.take("-");
    if (cursor.atEnd()) {
      return;
    }
    Atom last = readAtom();
    if (first.set == null && last.set == null) {
      addRange(members, first.character, last.character, start);
    } else if (flags.unicode()) {
      throw cursor.invalidAt(start, "a set of characters cannot bound a range");
    } else {
      first.addTo(members);
      members.add('-', '-');
      last.addTo(members);
    }
  }

  private void addRange(CodePointSet members, int first, int last, int start)
      throws InvalidPatternException {
    if (first > last) {
      throw cursor.invalidAt(start, "this range is out of order");
    }
    members.add(first, last);
  }

  private Atom readAtom() throws InvalidPatternException {
    if (!cursor.take("\\")) {
      return new Atom(cursor.next(), null);
    }
    CodePointSet set = escapes.readSet();
    return set != null
        ? new Atom(PatternCursor.END, set)
        : new Atom(escapes.readCharacter(true), null);
  }
}
