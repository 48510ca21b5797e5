package io.workrail.workflow.regex;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The capturing groups of a pattern, found before it is translated because an escape such as {@code
 * \2} or {@code \k} means different things depending on the groups behind it (ECMA-262,
 * CountLeftCapturingParensWithin and GroupSpecifiersThatMatch).
 */
final class GroupIndex {

  private static final String NAME_OPENING = "(?<";

  private final Map<String, Integer> numbers = new HashMap<>();
  private int count;
  private boolean backReferenceLike;

  private GroupIndex() {}

  static GroupIndex scan(String pattern) throws InvalidPatternException {
    GroupIndex groups = new GroupIndex();
    PatternCursor cursor = new PatternCursor(pattern, false);
    boolean inClass = false;
    while (!cursor.atEnd()) {
      if (!inClass && cursor.startsWith("(")) {
        groups.readOpening(cursor);
        continue;
      }
      int character = cursor.next();
      if (character == '\\') {
        int escaped = cursor.next();
        groups.backReferenceLike |= escaped == 'k' || Digits.isDecimal(escaped);
      } else if (inClass) {
        inClass = character != ']';
      } else {
        inClass = character == '[';
      }
    }
    return groups;
  }

  int count() {
    return count;
  }

  boolean hasNames() {
    return !numbers.isEmpty();
  }

  /** Says whether captures are needed at all; may be true for an escape that is none. */
  boolean mayBeReferenced() {
    return count > 0 && backReferenceLike;
  }

  @Nullable Integer number(String name) {
    return numbers.get(name);
  }

  private void readOpening(PatternCursor cursor) throws InvalidPatternException {
    int start = cursor.index();
    boolean lookbehind = cursor.startsWith("(?<=") || cursor.startsWith("(?<!");
    if (!lookbehind && cursor.take(NAME_OPENING)) {
      count++;
      String name = GroupName.read(cursor);
      if (numbers.putIfAbsent(name, count) != null) {
        throw cursor.invalidAt(start, "the group name '" + name + "' is used twice");
      }
      return;
    }
    cursor.take("(");
    if (!cursor.startsWith("?")) {
      count++;
    }
  }
}
