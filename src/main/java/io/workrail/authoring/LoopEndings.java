package io.workrail.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.engine.Context;
import io.workrail.workflow.Condition;
import io.workrail.workflow.LoopRule;
import io.workrail.workflow.LoopStep;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds what an agent would have to say for a loop to end. */
final class LoopEndings {
  private static final int MOST_COMBINATIONS = 256;

  private final List<BranchVariable> variables;

  LoopEndings(List<BranchVariable> variables) {
    this.variables = List.copyOf(variables);
  }

  /**
   * The changes that end the loop, each of one variable if that is enough. Empty for a loop that
   * counts, and for one that no known value ends.
   */
  List<Map<String, JsonNode>> of(LoopStep loop, Context context) {
    Optional<Condition> goesOn = goesOn(loop.rule());
    if (goesOn.isEmpty()) {
      return List.of();
    }
    List<BranchVariable> tested = testedBy(goesOn.get());
    List<Map<String, JsonNode>> endings = new ArrayList<>();
    for (BranchVariable variable : tested) {
      for (JsonNode value : variable.values()) {
        addIfEnding(Map.of(variable.name(), value), goesOn.get(), context, endings);
      }
    }
    return endings.isEmpty() ? together(tested, goesOn.get(), context) : endings;
  }

  private static List<Map<String, JsonNode>> together(
      List<BranchVariable> tested, Condition goesOn, Context context) {
    List<Map<String, JsonNode>> endings = new ArrayList<>();
    for (Map<String, JsonNode> values : new Assignments(tested, MOST_COMBINATIONS).list()) {
      addIfEnding(values, goesOn, context, endings);
    }
    return endings.stream().limit(1).toList();
  }

  private static void addIfEnding(
      Map<String, JsonNode> values,
      Condition goesOn,
      Context context,
      List<Map<String, JsonNode>> endings) {
    if (!ConditionProbe.holds(goesOn, context.with(values))) {
      endings.add(values);
    }
  }

  /** What has to hold for another round; nothing for a loop that counts. */
  static Optional<Condition> goesOn(LoopRule rule) {
    if (rule instanceof LoopRule.While whileRule) {
      return Optional.of(whileRule.condition());
    }
    return rule instanceof LoopRule.Until until
        ? Optional.of(new Condition.Not(until.condition()))
        : Optional.empty();
  }

  private List<BranchVariable> testedBy(Condition condition) {
    Set<String> names =
        condition
            .flatten()
            .flatMap(part -> part.testedVariable().stream())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return variables.stream().filter(variable -> names.contains(variable.name())).toList();
  }
}
