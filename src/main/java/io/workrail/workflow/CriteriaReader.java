package io.workrail.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.workflow.Criteria.Rule;
import io.workrail.workflow.regex.EcmaPattern;
import io.workrail.workflow.regex.InvalidPatternException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Reads validation criteria. What it does not understand becomes a criterion that says so. */
final class CriteriaReader {
  private static final List<String> COMPOSITIONS = List.of("and", "or", "not");

  private CriteriaReader() {}

  static Criteria read(JsonNode criteria) {
    if (criteria.isMissingNode() || (criteria.isArray() && criteria.isEmpty())) {
      return new Criteria.None();
    }
    if (criteria.isArray()) {
      List<Rule> rules = new ArrayList<>(criteria.size());
      criteria.forEach(rule -> rules.add(readRule(rule)));
      return new Criteria.RuleList(rules);
    }
    return readMember(criteria);
  }

  private static Criteria readMember(JsonNode member) {
    List<String> compositions = COMPOSITIONS.stream().filter(member::has).toList();
    if (compositions.isEmpty() && member.has("type")) {
      return readRule(member);
    }
    if (compositions.size() != 1) {
      return new Criteria.Unintelligible(
          "a composition needs exactly one of and, or, not; it has " + compositions);
    }
    return switch (compositions.get(0)) {
      case "and" -> new Criteria.AllOf(members(member.path("and")));
      case "or" -> new Criteria.AnyOf(members(member.path("or")));
      default -> new Criteria.Not(readMember(member.path("not")));
    };
  }

  private static List<Criteria> members(JsonNode array) {
    List<Criteria> members = new ArrayList<>(array.size());
    array.forEach(member -> members.add(readMember(member)));
    return members.isEmpty()
        ? List.of(new Criteria.Unintelligible("a composition without members"))
        : members;
  }

  private static Rule readRule(JsonNode rule) {
    String message = rule.path("message").asText();
    Condition condition = ConditionReader.readCondition(rule.path("condition"));
    return switch (rule.path("type").asText()) {
      case "contains" -> readContains(rule, message, condition);
      case "regex" -> readRegex(rule, message, condition);
      case "length" -> readLength(rule, message, condition);
      case "schema" -> readSchema(rule, message, condition);
      default ->
          new Criteria.BrokenRule(
              message, condition, "its type is none of contains, regex, length, schema");
    };
  }

  private static Rule readContains(JsonNode rule, String message, Condition condition) {
    return rule.path("value").isTextual()
        ? new Criteria.Contains(message, condition, rule.path("value").asText())
        : new Criteria.BrokenRule(message, condition, "a contains rule needs \"value\"");
  }

  private static Rule readRegex(JsonNode rule, String message, Condition condition) {
    if (!rule.path("pattern").isTextual()) {
      return new Criteria.BrokenRule(message, condition, "a regex rule needs \"pattern\"");
    }
    try {
      return new Criteria.Regex(
          message,
          condition,
          EcmaPattern.compile(rule.path("pattern").asText(), rule.path("flags").asText("")));
    } catch (InvalidPatternException e) {
      return new Criteria.BrokenRule(message, condition, e.getMessage());
    }
  }

  private static Rule readLength(JsonNode rule, String message, Condition condition) {
    OptionalInt min = optionalInt(rule.path("min"));
    OptionalInt max = optionalInt(rule.path("max"));
    return min.isEmpty() && max.isEmpty()
        ? new Criteria.BrokenRule(message, condition, "a length rule needs \"min\" or \"max\"")
        : new Criteria.Length(message, condition, min, max);
  }

  private static Rule readSchema(JsonNode rule, String message, Condition condition) {
    if (!rule.has("schema")) {
      return new Criteria.BrokenRule(message, condition, "a schema rule needs \"schema\"");
    }
    try {
      return new Criteria.Schema(message, condition, OutputSchema.compile(rule.path("schema")));
    } catch (InvalidOutputSchemaException e) {
      return new Criteria.BrokenRule(message, condition, e.getMessage());
    }
  }

  private static OptionalInt optionalInt(JsonNode value) {
    return value.isNumber() ? OptionalInt.of(value.asInt()) : OptionalInt.empty();
  }
}
