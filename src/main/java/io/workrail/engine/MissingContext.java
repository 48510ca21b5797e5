package io.workrail.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.workflow.Condition;
import io.workrail.workflow.Condition.Comparison;
import io.workrail.workflow.Criteria;
import io.workrail.workflow.LoopRule;
import io.workrail.workflow.LoopStep;
import io.workrail.workflow.StandardStep;
import io.workrail.workflow.Step;
import io.workrail.workflow.Workflow;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells a workflow that has ended from one that waits: a variable that a remaining step tests and
 * nobody has set, or set to a word that the document knows no branch for. A branch that was not
 * taken asks for nothing.
 */
final class MissingContext {
  private final Workflow workflow;
  private final List<StandardStep> waiting;
  private final Context context;

  MissingContext(Workflow workflow, List<StandardStep> waiting, Context context) {
    this.workflow = workflow;
    this.waiting = waiting;
    this.context = context;
  }

  /** What to ask for, or nothing when the workflow is complete. */
  Optional<String> request() {
    Set<String> variables =
        waiting.stream()
            .flatMap(step -> step.runCondition().flatten())
            .flatMap(condition -> condition.testedVariable().stream())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (variables.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Set<JsonNode>> comparedValues = comparedValues();
    List<String> questions =
        variables.stream()
            .map(name -> question(name, comparedValues.getOrDefault(name, Set.of())))
            .flatMap(Optional::stream)
            .toList();
    if (questions.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "The workflow cannot go on yet: information is missing. "
            + "Find it out, then call again with these variables in \"context\":\n"
            + String.join("\n", questions));
  }

  private Optional<String> question(String variable, Set<JsonNode> comparedTo) {
    JsonNode value = context.get(variable);
    String choices = comparedTo.stream().map(JsonNode::toString).collect(Collectors.joining(", "));
    if (LenientValues.isAbsent(value) || (value.isTextual() && value.asText().isEmpty())) {
      String ask = "- " + variable + ": not set";
      return Optional.of(choices.isEmpty() ? ask : ask + "; it is compared with " + choices);
    }
    Set<String> words = words(comparedTo);
    boolean closedChoice = words.size() >= 2 && !value.isBoolean() && !value.isNumber();
    boolean known =
        comparedTo.stream().anyMatch(candidate -> LenientValues.areEqual(value, candidate));
    return closedChoice && !known
        ? Optional.of("- %s: is %s, set it to one of %s".formatted(variable, value, choices))
        : Optional.empty();
  }

  private static Set<String> words(Set<JsonNode> values) {
    return values.stream()
        .filter(JsonNode::isTextual)
        .map(value -> LenientValues.normalize(value.asText()))
        .collect(Collectors.toSet());
  }

  /** The values that the document compares each variable with by equals. */
  private Map<String, Set<JsonNode>> comparedValues() {
    Map<String, Set<JsonNode>> values = new LinkedHashMap<>();
    conditions()
        .flatMap(Condition::flatten)
        .filter(Comparison.class::isInstance)
        .map(Comparison.class::cast)
        .filter(comparison -> comparison.operator() == Condition.Operator.EQUALS)
        .forEach(
            comparison ->
                values
                    .computeIfAbsent(comparison.variable(), name -> new LinkedHashSet<>())
                    .add(comparison.operand()));
    return values;
  }

  private Stream<Condition> conditions() {
    return Stream.concat(
        workflow.steps().stream().flatMap(MissingContext::ofStep),
        workflow.standardSteps().flatMap(MissingContext::ofStandardStep));
  }

  private static Stream<Condition> ofStep(Step step) {
    Stream<Condition> own = Stream.of(step.runCondition(), step.requireConfirmation());
    return step instanceof LoopStep loop ? Stream.concat(own, ofRule(loop.rule())) : own;
  }

  private static Stream<Condition> ofRule(LoopRule rule) {
    if (rule instanceof LoopRule.While whileRule) {
      return Stream.of(whileRule.condition());
    }
    return rule instanceof LoopRule.Until until ? Stream.of(until.condition()) : Stream.empty();
  }

  private static Stream<Condition> ofStandardStep(StandardStep step) {
    return Stream.concat(
        Stream.of(step.runCondition(), step.requireConfirmation()),
        step.validationCriteria().allRules().map(Criteria.Rule::condition));
  }
}
