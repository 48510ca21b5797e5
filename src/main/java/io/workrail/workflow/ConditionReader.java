package io.workrail.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.workflow.regex.EcmaPattern;
import io.workrail.workflow.regex.InvalidPatternException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads condition objects. */
final class ConditionReader {
  private static final String IGNORE_CASE = "i";

  private ConditionReader() {}

  /** A missing condition always holds; something that is not an object never does. */
  static Condition readCondition(JsonNode condition) {
    if (condition.isMissingNode()) {
      return new Condition.Always();
    }
    if (!condition.isObject()) {
      return new Condition.Never();
    }
    List<Condition> parts = new ArrayList<>();
    if (condition.has("var")) {
      parts.addAll(onVariable(condition.path("var").asText(), condition));
    }
    if (condition.has("and")) {
      parts.add(new Condition.AllOf(members(condition.path("and"))));
    }
    if (condition.has("or")) {
      parts.add(new Condition.AnyOf(members(condition.path("or"))));
    }
    if (condition.has("not")) {
      parts.add(new Condition.Not(readCondition(condition.path("not"))));
    }
    if (parts.isEmpty()) {
      return new Condition.Always();
    }
    return parts.size() == 1 ? parts.get(0) : new Condition.AllOf(parts);
  }

  /** true, false or a condition; missing means that nobody has to agree. */
  static Condition readConfirmation(JsonNode confirmation) {
    if (confirmation.isMissingNode()) {
      return new Condition.Never();
    }
    if (confirmation.isBoolean()) {
      return confirmation.asBoolean() ? new Condition.Always() : new Condition.Never();
    }
    return readCondition(confirmation);
  }

  private static List<Condition> onVariable(String variable, JsonNode condition) {
    List<Condition> parts = new ArrayList<>();
    for (Condition.Operator operator : Condition.Operator.all()) {
      if (condition.has(operator.key())) {
        parts.add(new Condition.Comparison(variable, operator, condition.path(operator.key())));
      }
    }
    if (condition.has("matches")) {
      String source = condition.path("matches").asText();
      parts.add(new Condition.Matches(variable, source, compile(source)));
    }
    return parts.isEmpty() ? List.of(new Condition.Truthy(variable)) : parts;
  }

  private static Optional<EcmaPattern> compile(String source) {
    try {
      return Optional.of(EcmaPattern.compile(source, IGNORE_CASE));
    } catch (InvalidPatternException e) {
      // Not swallowed: the structural checks name it, and such a condition never holds.
      return Optional.empty();
    }
  }

  private static List<Condition> members(JsonNode array) {
    List<Condition> members = new ArrayList<>(array.size());
    array.forEach(member -> members.add(readCondition(member)));
    return members;
  }
}
