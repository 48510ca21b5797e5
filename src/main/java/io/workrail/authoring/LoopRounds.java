package io.workrail.authoring;

import io.workrail.workflow.Condition;
import io.workrail.workflow.LoopRule;
import io.workrail.workflow.LoopStep;
import io.workrail.workflow.StandardStep;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** How many rounds of a loop an author has to see. */
final class LoopRounds {
  private static final int ENOUGH = 2;

  private LoopRounds() {}

  /** Two, unless the body asks for a later round; never more than the loop allows. */
  static int of(LoopStep loop, List<StandardStep> body) {
    Set<String> counters = counters(loop.rule());
    double latest =
        body.stream()
            .flatMap(LoopRounds::conditionsOf)
            .flatMap(Condition::flatten)
            .filter(Condition.Comparison.class::isInstance)
            .map(Condition.Comparison.class::cast)
            .filter(comparison -> counters.contains(comparison.variable()))
            .mapToDouble(comparison -> comparison.operand().asDouble() + 2)
            .max()
            .orElse(ENOUGH);
    return (int) Math.min(Math.max(latest, ENOUGH), Math.max(loop.rule().maxIterations(), ENOUGH));
  }

  /** Everything that is tested when a step is handed out or its output is judged. */
  static Stream<Condition> conditionsOf(StandardStep step) {
    return Stream.concat(
        Stream.of(step.runCondition(), step.requireConfirmation()),
        step.validationCriteria().allRules().map(rule -> rule.condition()));
  }

  private static Set<String> counters(LoopRule rule) {
    return rule instanceof LoopRule.ForEach forEach
        ? Set.copyOf(List.of(forEach.iterationVariable(), forEach.indexVariable()))
        : Set.of(rule.iterationVariable());
  }
}
