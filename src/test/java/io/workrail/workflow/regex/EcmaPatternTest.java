package io.workrail.workflow.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EcmaPatternTest {

  private static boolean find(String pattern, String flags, String input)
      throws InvalidPatternException {
    return EcmaPattern.compile(pattern, flags).find(input, MatchBudget.ofDefault());
  }

  @Test
  void dollarDoesNotMatchBeforeFinalNewline() throws InvalidPatternException {
    assertThat(find("a$", "", "a\n")).isFalse();
    assertThat(find("a$", "m", "a\n")).isTrue();
  }

  @Test
  void nextLineCharacterIsNoLineTerminator() throws InvalidPatternException {
    assertThat(find("^.$", "", "\u0085")).isTrue();
    assertThat(find("^b", "m", "a\u0085b")).isFalse();
  }

  @Test
  void wordBoundaryKnowsOnlyAsciiLetters() throws InvalidPatternException {
    assertThat(find("\\bx", "", "\u00e9x")).isTrue();
    assertThat(find("\\b\u00e9", "", "a\u00e9")).isTrue();
    assertThat(find("\\b\u00e9", "", " \u00e9")).isFalse();
  }

  @Test
  void kelvinSignIsAnUnaccentedLetterOnlyWithUnicodeFlag() throws InvalidPatternException {
    assertThat(find("k", "i", "\u212a")).isFalse();
    assertThat(find("k", "iu", "\u212a")).isTrue();
  }

  @Test
  void surrogatePairCountsTwiceWithoutUnicodeFlag() throws InvalidPatternException {
    assertThat(find("^.$", "", "\ud83d\ude00")).isFalse();
    assertThat(find("^..$", "", "\ud83d\ude00")).isTrue();
    assertThat(find("^.$", "u", "\ud83d\ude00")).isTrue();
  }

  @Test
  void referenceToGroupWithoutCaptureMatchesEmptyText() throws InvalidPatternException {
    assertThat(find("^(?:(a)|b)\\1$", "", "b")).isTrue();
    assertThat(find("^(a)\\1$", "", "a")).isFalse();
    assertThat(find("^((a)(b)?)\\3\\2$", "", "aa")).isTrue();
  }

  @Test
  void globalFlagChangesNothingAndStickyAllowsOnlyTheStart() throws InvalidPatternException {
    assertThat(find("b", "g", "ab")).isTrue();
    assertThat(find("b", "y", "ab")).isFalse();
    assertThat(find("a", "y", "ab")).isTrue();
  }

  @Test
  void leadingAnythingStillStartsInEveryLine() throws InvalidPatternException {
    assertThat(find(".*b", "", "a\nb")).isTrue();
    assertThat(find("x|.*?b", "", "a\u2028ab")).isTrue();
    assertThat(find("[\\s\\S]*b", "", "a\nb")).isTrue();
    assertThat(find(".*b", "y", "a\nb")).isFalse();
    assertThat(find(".*(?<=\\n)b", "", "a\nb")).isTrue();
  }

  @Test
  void missingFlagsMeanNone() throws InvalidPatternException {
    EcmaPattern pattern = EcmaPattern.compile("a/b", null);

    assertThat(pattern.source()).isEqualTo("a/b");
    assertThat(pattern.flags()).isEmpty();
    assertThat(EcmaPattern.compile("ab", "iu")).hasToString("/ab/iu");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v", "d", "I", "ii", "gg", " "})
  void unknownAndRepeatedFlagsAreRefused(String flags) {
    assertThatThrownBy(() -> EcmaPattern.compile("a", flags))
        .isInstanceOf(InvalidPatternException.class)
        .hasMessageContaining("flag");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "(?<=a*)b, may repeat at most 255 times, 5",
        "(?<=(?:a|bc){2})d, a group with alternatives, -1",
        "(a)(?<=\\1)b, not supported in a lookbehind, 7",
        "a**, nothing to repeat, 2",
        "(?i)a, give options as flags, 0",
        "(ab, not closed, 0",
        "ab), closes nothing, 2",
        "[b-a], out of order, 1"
      })
  void messageSaysWhatIsWrongAndWhere(String pattern, String problem, int index) {
    InvalidPatternException refusal =
        catchThrowableOfType(InvalidPatternException.class, () -> EcmaPattern.compile(pattern, ""));

    assertThat(refusal).hasMessageContaining(problem).hasMessageContaining("/" + pattern + "/");
    assertThat(refusal.index()).isEqualTo(index);
  }

  @Test
  void unknownUnicodePropertyIsNamed() {
    assertThatThrownBy(() -> EcmaPattern.compile("\\p{Nonsense}", "u"))
        .isInstanceOf(InvalidPatternException.class)
        .hasMessageContaining("'Nonsense'");
  }

  @Test
  void longPatternIsShortenedInMessages() {
    assertThatThrownBy(() -> EcmaPattern.compile("a".repeat(1_000) + "(", ""))
        .isInstanceOf(InvalidPatternException.class)
        .hasMessageContaining("/" + "a".repeat(80) + ".../");
  }

  @Test
  void patternOverTheLengthLimitIsRefused() {
    assertThatCode(() -> EcmaPattern.compile("a".repeat(EcmaPattern.MAX_LENGTH), ""))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> EcmaPattern.compile("a".repeat(EcmaPattern.MAX_LENGTH + 1), ""))
        .isInstanceOf(InvalidPatternException.class)
        .hasMessageContaining("4,097");
  }

  @Test
  void deepNestingIsRefused() {
    assertThatThrownBy(() -> EcmaPattern.compile("(".repeat(2_000) + ")".repeat(2_000), ""))
        .isInstanceOf(InvalidPatternException.class)
        .hasMessageContaining("nested");
  }
}
