package io.workrail.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.workrail.workflow.Condition;
import io.workrail.workflow.LoopRule;
import io.workrail.workflow.LoopStep;
import io.workrail.workflow.StandardStep;
import io.workrail.workflow.Step;
import io.workrail.workflow.Workflow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the variables that decide where a walk goes: those that conditions test and those that
 * loops count by. The variables a loop sets itself are not among them.
 */
final class BranchVariables {
  private static final class Uses {
    private final List<Condition> tests = new ArrayList<>();
    private final List<JsonNode> preferred = new ArrayList<>();
  }

  private final Map<String, Uses> uses = new LinkedHashMap<>();
  private final LoopBodies bodies;

  private BranchVariables(Workflow workflow) {
    this.bodies = new LoopBodies(workflow);
  }

  /** In the order in which the document first looks at them. */
  static List<BranchVariable> of(Workflow workflow) {
    BranchVariables variables = new BranchVariables(workflow);
    for (Step step : workflow.steps()) {
      if (step instanceof LoopStep loop) {
        variables.addLoop(loop);
      } else if (!variables.bodies.isBody(step.id())) {
        variables.addTests(LoopRounds.conditionsOf((StandardStep) step), Set.of());
      }
    }
    return variables.uses.entrySet().stream()
        .map(
            use ->
                new CandidateValues(use.getKey(), use.getValue().tests, use.getValue().preferred)
                    .variable())
        .toList();
  }

  private void addLoop(LoopStep loop) {
    addTests(Stream.of(loop.runCondition()), Set.of());
    addRule(loop);
    Set<String> own = ownVariables(loop.rule());
    addTests(Stream.of(loop.requireConfirmation()), own);
    bodies.of(loop).forEach(step -> addTests(LoopRounds.conditionsOf(step), own));
  }

  private void addRule(LoopStep loop) {
    LoopRule rule = loop.rule();
    if (rule instanceof LoopRule.While whileRule) {
      addTests(Stream.of(whileRule.condition()), Set.of());
    } else if (rule instanceof LoopRule.Until until) {
      addTests(Stream.of(until.condition()), Set.of());
    } else if (rule instanceof LoopRule.ForEach forEach) {
      uses(forEach.items()).preferred.add(items(loop, forEach));
    } else if (((LoopRule.For) rule).count() instanceof LoopRule.VariableCount count) {
      uses(count.variable()).preferred.add(IntNode.valueOf(rounds(loop)));
    }
  }

  /** Small items; when the body tests the item, one for each way the tests can come out. */
  private ArrayNode items(LoopStep loop, LoopRule.ForEach rule) {
    List<Condition> tests =
        bodies.of(loop).stream()
            .flatMap(LoopRounds::conditionsOf)
            .flatMap(Condition::flatten)
            .filter(test -> test.testedVariable().filter(rule.itemVariable()::equals).isPresent())
            .toList();
    ArrayNode items = JsonNodeFactory.instance.arrayNode();
    items.addAll(new CandidateValues(rule.itemVariable(), tests, List.of()).variable().values());
    for (int i = items.size(); i < rounds(loop); i++) {
      items.add("item " + (i + 1));
    }
    return items;
  }

  private int rounds(LoopStep loop) {
    return LoopRounds.of(loop, bodies.of(loop));
  }

  private void addTests(Stream<Condition> conditions, Set<String> except) {
    conditions
        .flatMap(Condition::flatten)
        .forEach(
            test ->
                test.testedVariable()
                    .filter(variable -> !except.contains(variable))
                    .ifPresent(variable -> uses(variable).tests.add(test)));
  }

  private Uses uses(String variable) {
    return uses.computeIfAbsent(variable, name -> new Uses());
  }

  private static Set<String> ownVariables(LoopRule rule) {
    return rule instanceof LoopRule.ForEach forEach
        ? Set.copyOf(
            List.of(forEach.iterationVariable(), forEach.itemVariable(), forEach.indexVariable()))
        : Set.of(rule.iterationVariable());
  }
}
