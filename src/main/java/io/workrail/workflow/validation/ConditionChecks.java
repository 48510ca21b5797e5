package io.workrail.workflow.validation;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.workflow.Condition;
import io.workrail.workflow.regex.EcmaPattern;
import io.workrail.workflow.regex.InvalidPatternException;

/** Checks conditions: patterns that do not compile, tests that can never hold. */
final class ConditionChecks {
  private final Findings findings;

  ConditionChecks(Findings findings) {
    this.findings = findings;
  }

  /** Walks the condition as it was written, so that a finding names the very pattern. */
  void check(JsonNode condition, JsonPointer pointer) {
    if (condition.path("matches").isTextual()) {
      checkPattern(condition.path("matches").asText(), pointer.appendProperty("matches"));
    }
    for (String key : new String[] {"and", "or"}) {
      JsonNode members = condition.path(key);
      for (int i = 0; i < members.size(); i++) {
        check(members.path(i), pointer.appendProperty(key).appendIndex(i));
      }
    }
    if (condition.has("not")) {
      check(condition.path("not"), pointer.appendProperty("not"));
    }
  }

  /** The conditions of rules, at any depth of a composition. */
  void checkInRules(JsonNode criteria, JsonPointer pointer) {
    if (criteria.isArray()) {
      for (int i = 0; i < criteria.size(); i++) {
        checkInRules(criteria.path(i), pointer.appendIndex(i));
      }
      return;
    }
    check(criteria.path("condition"), pointer.appendProperty("condition"));
    for (String key : new String[] {"and", "or", "not"}) {
      if (criteria.has(key)) {
        checkInRules(criteria.path(key), pointer.appendProperty(key));
      }
    }
  }

  void checkReachable(Condition condition, JsonPointer pointer, String consequence) {
    if (!Satisfiability.canHold(condition)) {
      findings.warning(
          pointer,
          "the condition can never hold: " + consequence,
          "Correct the values that exclude each other, or remove the step.");
    }
  }

  private void checkPattern(String source, JsonPointer pointer) {
    try {
      EcmaPattern.compile(source, "i");
    } catch (InvalidPatternException e) {
      findings.error(pointer, e.getMessage(), "Correct the pattern; it is read as ECMAScript.");
    }
  }
}
