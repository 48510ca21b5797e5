package io.workrail.workflow.regex;

/**
 * Writes a pattern for {@link java.util.regex} that needs no flags. Every character is written as
 * an ASCII letter, a digit, a numbered escape or a class, so that none reaches Java with a meaning
 * of Java's own. Not thread-safe.
 */
final class JavaWriter {

  /**
   * Matches always and counts as one step. It stands beside everything that can match without
   * reading a character; without it an empty alternative inside a repeated group would be free and
   * no budget could stop it. The end-of-input test asks {@link CountingSequence#length()}, and no
   * character can follow where it succeeds. That this character lies outside the basic plane makes
   * Java search from code point to code point.
   */
  private static final String STEP = "(?!\\z\uD800\uDC00)";

  /**
   * An alternative that never matches. Java runs a repeated group without alternatives in a loop
   * that forgets to undo captures; this forces the general loop.
   */
  private static final String NEVER = "|(?!)";

  private static final String BOUNDARY = "(?:(?<=%1$s)(?!%1$s)|(?<!%1$s)(?=%1$s))";
  private static final String NO_BOUNDARY = "(?:(?<=%1$s)(?=%1$s)|(?<!%1$s)(?!%1$s))";

  private final StringBuilder java = new StringBuilder();
  private final EcmaFlags flags;
  private final boolean capturing;

  /**
   * @param capturing whether captures are needed; without references to them they are left out
   */
  JavaWriter(EcmaFlags flags, boolean capturing) {
    this.flags = flags;
    this.capturing = capturing;
  }

  void beginAlternative() {
    java.append(STEP);
  }

  void nextAlternative() {
    java.append('|');
  }

  void openLook(String opening) {
    java.append(opening);
  }

  void closeLook() {
    java.append(')');
  }

  /** Opens a capturing group, behind the empty group that {@link #reference} needs. */
  void openCapturing() {
    java.append(capturing ? "(?:()(" : "(?:");
  }

  void closeCapturing() {
    java.append(capturing ? ")" + NEVER + ")" : ")");
  }

  void openPlain() {
    java.append("(?:");
  }

  void closePlain() {
    java.append(capturing ? NEVER + ")" : ")");
  }

  /**
   * Repeats the atom written last. Leaving a repetition is a step, however deep they are nested.
   */
  void repeat(Quantifier quantifier) {
    java.append(quantifier.java()).append(STEP);
  }

  void start(boolean ofLine) {
    java.append(STEP).append(ofLine ? "(?<!" + notLineTerminator() + ")" : "\\A");
  }

  void end(boolean ofLine) {
    java.append(STEP).append(ofLine ? "(?!" + notLineTerminator() + ")" : "\\z");
  }

  private String notLineTerminator() {
    return text(CodePointSet.LINE_TERMINATORS, true);
  }

  /** Java's own {@code \b} knows letters outside ASCII, differently from version to version. */
  void wordBoundary(CodePointSet wordCharacters, boolean negated) {
    String word = text(wordCharacters, false);
    java.append(STEP).append((negated ? NO_BOUNDARY : BOUNDARY).formatted(word));
  }

  void dot() {
    if (flags.dotAll()) {
      append(CodePointSet.ALL, false);
    } else {
      append(CodePointSet.LINE_TERMINATORS, true);
    }
  }

  void characterClass(CodePointSet members, boolean negated) {
    append(flags.ignoreCase() ? caseVariants().close(members) : members, negated);
  }

  void literal(int character) {
    if (flags.ignoreCase() && caseVariants().of(character).size() > 1) {
      append(caseVariants().close(CodePointSet.of(character, character)), false);
    } else {
      CodePointSet.appendCodePoint(
          java, flags.unicode() ? character : CodeUnits.exchange(character));
    }
  }

  /**
   * Writes a reference. One to a group without a capture matches the empty text (ECMA-262,
   * BackreferenceMatcher) but fails in Java: the empty group before each capturing group tells
   * whether there is a capture.
   */
  void reference(int group) {
    int marker = 2 * group - 1;
    int captured = 2 * group;
    java.append("(?:")
        .append(STEP)
        .append(flags.ignoreCase() ? "(?iu:" : "(?:")
        .append("\\%2$d\\%1$d)|(?!\\%2$d))".formatted(captured, marker));
  }

  /** Writes a reference to a group that cannot have a capture there. */
  void emptyReference() {
    java.append("(?:").append(STEP).append(')');
  }

  @Override
  public String toString() {
    return java.toString();
  }

  private CaseVariants caseVariants() {
    return CaseVariants.table(flags.unicode());
  }

  private void append(CodePointSet set, boolean negated) {
    set.appendTo(java, negated, flags.unicode());
  }

  private String text(CodePointSet set, boolean negated) {
    StringBuilder text = new StringBuilder();
    set.appendTo(text, negated, flags.unicode());
    return text.toString();
  }
}
