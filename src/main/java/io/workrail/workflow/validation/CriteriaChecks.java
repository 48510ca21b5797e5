package io.workrail.workflow.validation;

import com.fasterxml.jackson.core.JsonPointer;
import io.workrail.workflow.Criteria;
import java.util.List;

/** Checks validation criteria: rules that cannot be understood or never pass. */
final class CriteriaChecks {
  private final Findings findings;

  CriteriaChecks(Findings findings) {
    this.findings = findings;
  }

  void check(Criteria criteria, JsonPointer pointer) {
    if (criteria instanceof Criteria.RuleList list) {
      checkEach(list.rules(), pointer);
    } else if (criteria instanceof Criteria.AllOf all) {
      checkEach(all.members(), pointer.appendProperty("and"));
    } else if (criteria instanceof Criteria.AnyOf any) {
      checkEach(any.members(), pointer.appendProperty("or"));
    } else if (criteria instanceof Criteria.Not not) {
      check(not.member(), pointer.appendProperty("not"));
    } else if (criteria instanceof Criteria.Unintelligible unintelligible) {
      findings.error(pointer, unintelligible.reason(), "Write a rule or a composition.");
    } else if (criteria instanceof Criteria.BrokenRule broken) {
      findings.error(pointer, "the rule cannot be evaluated: " + broken.reason(), "Correct it.");
    } else if (criteria instanceof Criteria.Length length) {
      checkLength(length, pointer);
    }
  }

  private void checkEach(List<? extends Criteria> members, JsonPointer pointer) {
    for (int i = 0; i < members.size(); i++) {
      check(members.get(i), pointer.appendIndex(i));
    }
  }

  private void checkLength(Criteria.Length rule, JsonPointer pointer) {
    if (rule.min().orElse(0) > rule.max().orElse(Integer.MAX_VALUE)) {
      findings.error(
          pointer.appendProperty("min"),
          "min is greater than max, no output can pass",
          "Swap them or correct one.");
    }
  }
}
