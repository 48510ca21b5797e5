package io.workrail.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.workflow.Condition;
import io.workrail.workflow.Condition.Comparison;
import io.workrail.workflow.regex.MatchBudget;
import io.workrail.workflow.regex.MatchBudgetExceededException;
import java.util.OptionalDouble;

/** Evaluates conditions within the budget of one call. Not thread-safe. */
final class Conditions {
  private final MatchBudget budget = MatchBudget.ofDefault();

  boolean hold(Condition condition, Context context) {
    if (condition instanceof Condition.Always) {
      return true;
    }
    if (condition instanceof Condition.Never) {
      return false;
    }
    if (condition instanceof Condition.AllOf all) {
      return all.members().stream().allMatch(member -> hold(member, context));
    }
    if (condition instanceof Condition.AnyOf any) {
      return any.members().stream().anyMatch(member -> hold(member, context));
    }
    if (condition instanceof Condition.Not not) {
      return !hold(not.member(), context);
    }
    if (condition instanceof Condition.Truthy truthy) {
      return LenientValues.isTruthy(context.get(truthy.variable()));
    }
    if (condition instanceof Condition.Matches matches) {
      return matches(matches, context.get(matches.variable()));
    }
    return compare((Comparison) condition, context);
  }

  MatchBudget budget() {
    return budget;
  }

  private boolean matches(Condition.Matches condition, JsonNode value) {
    String text = LenientValues.textOf(value).strip();
    try {
      return condition.pattern().map(pattern -> pattern.find(text, budget)).orElse(false);
    } catch (MatchBudgetExceededException e) {
      throw new PatternTooExpensiveException("a condition on \"" + condition.variable() + "\"", e);
    }
  }

  private static boolean compare(Comparison comparison, Context context) {
    JsonNode value = context.get(comparison.variable());
    JsonNode operand = comparison.operand();
    return switch (comparison.operator()) {
      case EQUALS -> LenientValues.areEqual(value, operand);
      case NOT_EQUALS -> !LenientValues.areEqual(value, operand);
      case GREATER, GREATER_OR_EQUAL, LESS, LESS_OR_EQUAL ->
          compareNumbers(comparison, LenientValues.numberIn(value));
      case CONTAINS -> normalized(value).contains(normalized(operand));
      case STARTS_WITH -> normalized(value).startsWith(normalized(operand));
      case ENDS_WITH -> normalized(value).endsWith(normalized(operand));
    };
  }

  private static boolean compareNumbers(Comparison comparison, OptionalDouble number) {
    if (number.isEmpty()) {
      return false;
    }
    double value = number.getAsDouble();
    double bound = comparison.operand().asDouble();
    return switch (comparison.operator()) {
      case GREATER -> value > bound;
      case GREATER_OR_EQUAL -> value >= bound;
      case LESS -> value < bound;
      default -> value <= bound;
    };
  }

  private static String normalized(JsonNode value) {
    return LenientValues.normalize(LenientValues.textOf(value));
  }
}
