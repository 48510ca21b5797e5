package io.workrail.workflow.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatchBudgetTest {

  private static final int SMALL_STACK_BYTES = 256 * 1024;

  @Test
  void nestedRepetitionEndsWithinTheBudget() throws InvalidPatternException {
    EcmaPattern pattern = EcmaPattern.compile("(a+)+$", "");

    assertThat(pattern.find("a".repeat(40) + "!", MatchBudget.ofDefault())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a+)+\\1$", "(a|a)*\\1b", "(.*)*\\1!!", "a*a*a*a*a*a*a*a*a*b"})
  void runawayPatternIsStopped(String source) throws InvalidPatternException {
    EcmaPattern pattern = EcmaPattern.compile(source, "");

    assertThatThrownBy(() -> pattern.find("a".repeat(200) + "!", MatchBudget.ofDefault()))
        .isInstanceOf(MatchBudgetExceededException.class)
        .hasMessageContaining("/" + source + "/")
        .hasMessageContaining("5,000,000");
  }

  /** Nothing is read here, so only the steps count; if one is free this test does not end. */
  @ParameterizedTest
  @MethodSource("patternsThatReadNothing")
  void matchingWithoutReadingIsStopped(String source) throws InvalidPatternException {
    EcmaPattern pattern = EcmaPattern.compile(source, "");

    assertThatThrownBy(() -> pattern.find("", MatchBudget.ofDefault()))
        .isInstanceOf(MatchBudgetExceededException.class);
  }

  static List<String> patternsThatReadNothing() {
    return List.of(
        "(?:|)".repeat(60) + "(?=z)",
        "(?:a?|b?)".repeat(40) + "(?=z)",
        "(?:)??".repeat(60) + "(?=z)",
        "(?:^|$)".repeat(60) + "(?=z)",
        "(?:(?:){1000000000}){1000000000}(?=z)",
        "(?:(?:$){1000000000}){1000000000}(?=z)",
        "(?:(?=){1000000000}){1000000000}(?=z)");
  }

  @Test
  void hugeBoundsNeedNoMemory() throws InvalidPatternException {
    EcmaPattern pattern = EcmaPattern.compile("^(?:a{1,99999999}){0,99999999999}b", "");

    assertThat(pattern.find("aaab", MatchBudget.ofDefault())).isTrue();
  }

  @Test
  void exhaustedStackIsReportedAndTheThreadLives() throws Exception {
    EcmaPattern pattern = EcmaPattern.compile("(a|b)*c", "");
    AtomicReference<String> afterwards = new AtomicReference<>("");
    Runnable matchTwice =
        () -> {
          assertThatThrownBy(() -> pattern.find("ab".repeat(50_000), MatchBudget.ofDefault()))
              .isInstanceOf(MatchBudgetExceededException.class)
              .hasMessageContaining("stack");
          afterwards.set("found " + pattern.find("abc", MatchBudget.ofDefault()));
        };

    Thread thread = new Thread(null, matchTwice, "small-stack", SMALL_STACK_BYTES);
    thread.start();
    thread.join();

    assertThat(afterwards).hasValue("found true");
  }

  @Test
  void totalSpansAllMatchesOfOneBudget() throws InvalidPatternException {
    EcmaPattern pattern = EcmaPattern.compile("b", "");
    MatchBudget budget = MatchBudget.of(1_000, 3_200);
    String input = "a".repeat(300);

    assertThat(pattern.find(input, budget)).isFalse();
    int readsOfOneMatch = budget.reads();
    assertThat(pattern.find(input, budget)).isFalse();
    assertThat(pattern.find(input, budget)).isFalse();

    assertThat(budget.reads()).isEqualTo(3 * readsOfOneMatch);
    assertThatThrownBy(() -> pattern.find(input, budget))
        .isInstanceOf(MatchBudgetExceededException.class)
        .hasMessageContaining("all matches of this call");
  }

  @Test
  void spentTotalStopsEvenTheSmallestMatch() throws InvalidPatternException {
    EcmaPattern pattern = EcmaPattern.compile("b", "");
    MatchBudget budget = MatchBudget.of(10, 10);
    assertThatThrownBy(() -> pattern.find("a".repeat(100), budget))
        .isInstanceOf(MatchBudgetExceededException.class);

    assertThatThrownBy(() -> pattern.find("b", budget))
        .isInstanceOf(MatchBudgetExceededException.class);
  }

  @Test
  void failingSearchForAnythingFollowedByTextIsLinear() throws InvalidPatternException {
    MatchBudget budget = MatchBudget.ofDefault();
    String input = "a".repeat(20_000);

    assertThat(EcmaPattern.compile(".*error", "").find(input, budget)).isFalse();
    assertThat(EcmaPattern.compile("[\\s\\S]*error", "").find(input, budget)).isFalse();

    assertThat(budget.reads()).isLessThan(20 * input.length());
  }
}
