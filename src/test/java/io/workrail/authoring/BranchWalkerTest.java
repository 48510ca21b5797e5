package io.workrail.authoring;

import static io.workrail.authoring.Documents.context;
import static io.workrail.authoring.Documents.ids;
import static io.workrail.authoring.Documents.loop;
import static io.workrail.authoring.Documents.step;
import static io.workrail.authoring.Documents.stepWhen;
import static io.workrail.authoring.Documents.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.engine.Context;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BranchWalkerTest {
  private static final String UNTIL_DONE =
      "{'type':'until','condition':{'or':[{'var':'state','equals':'good'},"
          + "{'var':'state','equals':'bad'}]},'maxIterations':7}";

  @Test
  void walksTheOnlyWayThroughADocumentWithoutConditions() {
    BranchReport report = walk(step("first"), step("second"));

    assertThat(report.branches()).singleElement().satisfies(this::isComplete);
    assertThat(ids(report.branches().get(0).visits())).containsExactly("first", "second");
    assertThat(report.exhaustive()).isTrue();
  }

  @Test
  void walksEveryValueOfABranchVariable() {
    BranchReport report =
        walk(
            step("look"),
            stepWhen("small", "{'var':'size','equals':'s'}"),
            stepWhen("large", "{'var':'size','equals':'l'}"));

    assertThat(report.branches())
        .extracting(branch -> ids(branch.visits()))
        .containsExactly(List.of("look", "small"), List.of("look", "large"));
    assertThat(report.neverOffered()).isEmpty();
    assertThat(report.unfinished()).isEmpty();
  }

  @Test
  void reportsApartWhetherAWordWithoutABranchIsAskedAbout() {
    BranchReport report =
        walk(
            stepWhen("small", "{'var':'size','equals':'s'}"),
            stepWhen("large", "{'var':'size','equals':'l'}"));

    assertThat(report.unknownWords())
        .singleElement()
        .satisfies(
            word ->
                assertThat(word.question())
                    .hasValueSatisfying(q -> assertThat(q).contains("size: is \"other\"")));
  }

  @Test
  void namesAWordWithoutABranchThatIsNotAskedAbout() {
    BranchReport report =
        walk(
            step(
                "only",
                "'requireConfirmation':{'or':[{'var':'risk','equals':'a'},"
                    + "{'var':'risk','equals':'b'}]}"));

    assertThat(report.unknownWords())
        .singleElement()
        .satisfies(word -> assertThat(word.question()).isEmpty());
  }

  @Test
  void namesStepsThatNoBranchOffers() {
    BranchReport report =
        walk(
            step("first"),
            stepWhen(
                "torn", "{'and':[{'var':'a','equals':'x'},{'not':{'var':'a','equals':'X '}}]}"));

    assertThat(report.neverOffered()).containsExactly("torn");
  }

  @Test
  void reportsABranchThatEndsWithAQuestion() {
    BranchReport report = walk(stepWhen("only", "{'var':'note','not_equals':''}"));

    assertThat(report.unfinished())
        .singleElement()
        .satisfies(
            branch -> {
              assertThat(branch.outcome()).isEqualTo(Outcome.BLOCKED);
              assertThat(branch.assignment()).hasToString("{note=\"\"}");
              assertThat(branch.closing()).contains("note: not set");
            });
  }

  @Test
  void goesTwoRoundsOfALoopOverItemsAndOfACountedOne() {
    BranchReport report =
        walk(
            loop("each", "{'type':'forEach','items':'parts','maxIterations':9}", step("a")),
            loop("count", "{'type':'for','count':'times','maxIterations':9}", step("b")));

    assertThat(report.branches()).singleElement().satisfies(this::isComplete);
    assertThat(ids(report.branches().get(0).visits())).containsExactly("a", "a", "b", "b");
  }

  @Test
  void flipsTheFlagOfALoopAfterTwoRoundsInEachWayThatEndsIt() {
    BranchReport report =
        walk(
            loop("try", UNTIL_DONE, step("attempt")),
            stepWhen("celebrate", "{'var':'state','equals':'good'}"),
            stepWhen("report-open", "{'var':'state','equals':'open'}"));

    assertThat(report.branches())
        .extracting(branch -> branch.assignment() + " " + ids(branch.visits()))
        .containsExactly(
            "{state=\"good\"} [celebrate]",
            "{state=\"bad\"} []",
            "{state=\"open\"} [attempt, attempt, celebrate]",
            "{state=\"open\"} [attempt, attempt]");
    assertThat(report.branches().get(2).changes())
        .containsExactly(new ContextChange(2, "try", Map.of("state", Documents.value("'good'"))));
  }

  @Test
  void changesSeveralVariablesWhenOneDoesNotEndTheLoop() {
    BranchReport report =
        walk(
            loop(
                "try",
                "{'type':'while','condition':{'or':[{'var':'a'},{'var':'b'}]},'maxIterations':50}",
                step("attempt")));

    assertThat(report.unfinished()).isEmpty();
    assertThat(report.warnings()).isEmpty();
    assertThat(report.branches())
        .extracting(branch -> branch.visits().size())
        .containsExactly(2, 2, 2, 0);
  }

  @Test
  void letsALoopThatNoKnownValueEndsRunToItsBound() {
    BranchReport report =
        walk(
            loop(
                "try",
                "{'type':'until','condition':{'var':'log','matches':'^done'},'maxIterations':4}",
                step("attempt")));

    assertThat(report.branches()).singleElement().satisfies(this::isComplete);
    assertThat(report.branches().get(0).visits()).hasSize(4);
    assertThat(report.warnings()).singleElement().asString().contains("after 4 rounds");
    assertThat(report.exhaustive()).isFalse();
  }

  @Test
  void doesNotEnterAgainALoopWhoseFlagALaterLoopFlipsBack() {
    String whileX = "{'type':'while','condition':{'var':'at','equals':'x'},'maxIterations':9}";
    String whileY = "{'type':'while','condition':{'var':'at','equals':'y'},'maxIterations':9}";

    BranchReport report = walk(loop("one", whileX, step("a")), loop("two", whileY, step("b")));

    assertThat(report.unfinished()).isEmpty();
    assertThat(report.branches())
        .extracting(branch -> ids(branch.visits()))
        .contains(List.of("a", "a", "b", "b"));
  }

  @Test
  void goesOnUntilTheRoundThatABodyAsksFor() {
    BranchReport report =
        walk(
            loop(
                "each",
                "{'type':'while','condition':{'var':'more'},'maxIterations':9}",
                step("a"),
                stepWhen("b", "{'var':'currentIteration','gte':4}")));

    assertThat(report.neverOffered()).isEmpty();
  }

  @Test
  void walksABodyByReferenceInsideItsLoopOnly() {
    BranchReport report =
        walk(
            step("body"),
            "{'id':'go','type':'loop','title':'t','body':'body',".replace('\'', '"')
                + "'loop':{'type':'for','count':2,'maxIterations':5}}".replace('\'', '"'));

    assertThat(report.branches().get(0).visits())
        .extracting(visit -> visit.round().map(Round::toString).orElse(""))
        .containsExactly("go, round 1", "go, round 2");
  }

  @Test
  void holdsVariablesAtTheGivenValuesAndSaysSo() {
    BranchReport report =
        BranchWalker.walk(
            workflow(
                step("look"),
                stepWhen("small", "{'var':'size','equals':'s'}"),
                stepWhen("large", "{'var':'size','equals':'l'}")),
            context("{'size':'l','more':1}"));

    assertThat(report.branches()).hasSize(1);
    assertThat(report.neverOffered()).containsExactly("small");
    assertThat(report.notes()).containsExactly("size was held at the given value");
  }

  @Test
  void samplesPlainlyWhenThereAreTooManyAssignments() {
    String[] steps =
        IntStream.range(0, 13)
            .mapToObj(i -> stepWhen("s" + i, "{'var':'v%d'}".formatted(i)))
            .toArray(String[]::new);

    BranchReport report = walk(steps);

    assertThat(report.assignments()).isEqualTo(8_192);
    assertThat(report.branches()).hasSize(BranchWalker.MAX_ASSIGNMENTS);
    assertThat(report.notes())
        .containsExactly("there are 8,192 assignments; 4,096 of them, spread evenly, were walked");
    assertThat(report.neverOffered()).isEmpty();
  }

  private void isComplete(Branch branch) {
    assertThat(branch.outcome()).isEqualTo(Outcome.COMPLETE);
  }

  private static BranchReport walk(String... steps) {
    return BranchWalker.walk(workflow(steps), Context.EMPTY);
  }
}
