package io.workrail.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.engine.Context;
import io.workrail.workflow.Criteria;
import io.workrail.workflow.StandardStep;
import io.workrail.workflow.Workflow;
import io.workrail.workflow.WorkflowDocument;
import io.workrail.workflow.validation.WorkflowValidator;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents promise that come with a release. */
class BundledWorkflowsTest {
  private static final int LONGEST_PROMPT = 2_000;
  private static final int SHORTEST_MESSAGE = 20;
  private static final List<CheckedFile> FILES =
      new FileChecks(new WorkflowValidator()).checkFolder(Path.of("workflows"));

  static Stream<CheckedFile> files() {
    return FILES.stream();
  }

  static Stream<Workflow> workflows() {
    return FILES.stream().flatMap(file -> file.document().stream()).map(WorkflowDocument::workflow);
  }

  @Test
  void releaseHasEnoughToChooseFrom() {
    assertThat(FILES).hasSizeGreaterThanOrEqualTo(10);
  }

  @ParameterizedTest
  @MethodSource("files")
  void documentIsValidWithoutWarnings(CheckedFile file) {
    assertThat(ValidationRenderer.lines(file)).singleElement().asString().contains(": ok, ");
    assertThat(file.strict().valid()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("files")
  void fileIsNamedAfterItsId(CheckedFile file) {
    assertThat(Path.of(file.path()).getFileName())
        .hasToString(file.document().orElseThrow().id() + ".json");
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void everyBranchComesToItsEnd(Workflow workflow) {
    BranchReport report = BranchWalker.walk(workflow, Context.EMPTY);

    assertThat(report.exhaustive()).isTrue();
    assertThat(report.warnings()).isEmpty();
    assertThat(report.unfinished()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void everyStepIsOfferedOnSomeBranch(Workflow workflow) {
    assertThat(BranchWalker.walk(workflow, Context.EMPTY).neverOffered()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void promptsAreShortEnoughToBeFollowed(Workflow workflow) {
    assertThat(workflow.standardSteps())
        .allSatisfy(
            step ->
                assertThat(step.prompt().codePointCount(0, step.prompt().length()))
                    .as(step.id())
                    .isLessThanOrEqualTo(LONGEST_PROMPT));
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void criteriaSayWhatToMend(Workflow workflow) {
    assertThat(workflow.standardSteps().flatMap(step -> step.validationCriteria().allRules()))
        .extracting(Criteria.Rule::message)
        .allSatisfy(message -> assertThat(message).hasSizeGreaterThanOrEqualTo(SHORTEST_MESSAGE));
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void descriptionIsASentence(Workflow workflow) {
    assertThat(workflow.description()).endsWith(".");
  }

  @Test
  void noTwoStepsOfTheReleaseShareAPrompt() {
    assertThat(workflows().flatMap(Workflow::standardSteps).map(StandardStep::prompt))
        .doesNotHaveDuplicates();
  }
}
