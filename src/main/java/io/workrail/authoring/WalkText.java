package io.workrail.authoring;

import io.workrail.configuration.PlainText;
import io.workrail.workflow.Workflow;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a walk for a reader. */
final class WalkText {
  private static final String INDENTATION = "     ";

  private final PrintStream out;
  private final Walk walk;
  private final List<List<SkippedStep>> skipped;

  private WalkText(PrintStream out, Workflow workflow, Walk walk) {
    this.out = out;
    this.walk = walk;
    this.skipped = SkippedSteps.of(workflow, walk);
  }

  static void print(Workflow workflow, Walk walk, PrintStream out) {
    out.println(title(workflow));
    out.println();
    new WalkText(out, workflow, walk).print();
  }

  static String title(Workflow workflow) {
    return PlainText.line(
        "%s %s: %s".formatted(workflow.id(), workflow.version(), workflow.name()));
  }

  private void print() {
    for (int i = 0; i < walk.steps().size(); i++) {
      printBefore(i);
      printStep(i + 1, walk.steps().get(i));
    }
    printBefore(walk.steps().size());
    walk.warnings().forEach(warning -> out.println(PlainText.line("warning: " + warning)));
    out.println(
        "%s after %s"
            .formatted(walk.outcome().label(), PlainText.count(walk.steps().size(), "step")));
    if (walk.outcome() != Outcome.COMPLETE) {
      out.println(PlainText.indented(walk.closing(), INDENTATION));
    }
  }

  private void printBefore(int done) {
    List<String> lines =
        new ArrayList<>(
            walk.changes().stream()
                .filter(change -> change.afterSteps() == done)
                .map(WalkText::line)
                .toList());
    skipped.get(done).forEach(step -> lines.add(line(step)));
    lines.forEach(line -> out.println(PlainText.line(line)));
    if (!lines.isEmpty()) {
      out.println();
    }
  }

  private static String line(ContextChange change) {
    String values =
        change.values().entrySet().stream()
            .map(value -> value.getKey() + " = " + PlainText.value(value.getValue()))
            .collect(Collectors.joining(", "));
    return "set %s, as an agent would to end %s".formatted(values, change.loopId());
  }

  private static String line(SkippedStep step) {
    String round = step.round().map(inside -> " (" + inside + ")").orElse("");
    return "skipped %s%s: %s".formatted(step.stepId(), round, step.reason());
  }

  private void printStep(int number, WalkedStep walked) {
    String round = walked.visit().round().map(inside -> " (" + inside + ")").orElse("");
    out.println(
        PlainText.line(
            "%3d. %s: %s%s".formatted(number, walked.step().id(), walked.step().title(), round)));
    out.println();
    out.println(PlainText.indented(walked.guidance().prompt(), INDENTATION));
    out.println();
    if (walked.guidance().requiresConfirmation()) {
      out.println(INDENTATION + "confirmation: a person has to agree");
    } else {
      out.println(INDENTATION + "confirmation: not needed");
    }
    for (String message : walked.guidance().validationCriteria()) {
      out.println(INDENTATION + "criterion: " + PlainText.line(message));
    }
    out.println();
  }
}
