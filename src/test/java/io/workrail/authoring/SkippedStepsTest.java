package io.workrail.authoring;

import static io.workrail.authoring.Documents.context;
import static io.workrail.authoring.Documents.loop;
import static io.workrail.authoring.Documents.step;
import static io.workrail.authoring.Documents.stepWhen;
import static io.workrail.authoring.Documents.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SkippedStepsTest {
  @Test
  void tellsASkippedStepOnceBeforeTheStepThatFollows() {
    assertThat(skipped("{}", step("a"), stepWhen("b", "{'var':'x'}"), step("c"), step("d")))
        .containsExactly("", "b: x is not set (needs true or any other value)", "", "");
  }

  @Test
  void tellsWhatWasLeftOutAtTheEnd() {
    assertThat(skipped("{'x':'no'}", step("a"), stepWhen("b", "{'var':'x','equals':'yes'}")))
        .containsExactly("", "b: x is \"no\" (needs \"yes\")");
  }

  @Test
  void tellsWhyALoopWentNoRound() {
    String body = step("body");

    assertThat(
            skipped(
                "{}",
                loop(
                    "w",
                    "{'type':'while','condition':{'var':'x','equals':1},'maxIterations':3}",
                    body)))
        .containsExactly("w: no round, x is not set (needs 1)");
    assertThat(
            skipped(
                "{'x':1}",
                loop(
                    "u",
                    "{'type':'until','condition':{'var':'x','equals':1},'maxIterations':3}",
                    body)))
        .containsExactly("u: no round, x is 1 (needs anything but 1)");
    assertThat(skipped("{'n':0}", loop("f", "{'type':'for','count':'n','maxIterations':3}", body)))
        .containsExactly("f: no round, n is 0 (needs a number above 0)");
    assertThat(skipped("{}", loop("f", "{'type':'for','count':'n','maxIterations':3}", body)))
        .containsExactly("f: no round, n is not set (needs a number above 0)");
    assertThat(
            skipped(
                "{'p':[]}", loop("e", "{'type':'forEach','items':'p','maxIterations':3}", body)))
        .containsExactly("e: no round, p is [] (needs an array with items)");
    assertThat(
            skipped(
                "{'x':'done'}",
                loop(
                    "n",
                    "{'type':'for','count':2,'maxIterations':3}",
                    stepWhen("body", "{'var':'x','equals':'go'}"))))
        .containsExactly("n: no round has a step whose condition holds");
  }

  @Test
  void tellsForEachRoundWhatItLeftOut() {
    List<String> skipped =
        skipped(
            "{'parts':['p','q','q']}",
            loop(
                "each",
                "{'type':'forEach','items':'parts','itemVar':'part','maxIterations':9}",
                stepWhen("first", "{'var':'part','equals':'p'}"),
                step("middle"),
                stepWhen("last", "{'var':'part','equals':'p'}")));

    assertThat(skipped)
        .containsExactly(
            "",
            "",
            "",
            "first (each, round 2): part is \"q\" (needs \"p\")",
            "last (each, round 2): part is \"q\" (needs \"p\"); "
                + "first (each, round 3): part is \"q\" (needs \"p\")",
            "last (each, round 3): part is \"q\" (needs \"p\")");
  }

  private static List<String> skipped(String context, String... steps) {
    Workflow workflow = workflow(steps);
    Walk walk = new WorkflowWalker(workflow, BranchVariables.of(workflow)).walk(context(context));
    List<String> texts = new ArrayList<>();
    for (List<SkippedStep> before : SkippedSteps.of(workflow, walk)) {
      texts.add(String.join("; ", before.stream().map(SkippedStepsTest::text).toList()));
    }
    return texts;
  }

  private static String text(SkippedStep step) {
    String round = step.round().map(inside -> " (" + inside + ")").orElse("");
    return step.stepId() + round + ": " + step.reason();
  }
}
