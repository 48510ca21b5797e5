package io.workrail.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import io.workrail.workflow.Criteria;
import io.workrail.workflow.InvalidOutputSchemaException;
import io.workrail.workflow.StandardStep;
import io.workrail.workflow.regex.MatchBudgetExceededException;
import java.util.ArrayList;
import java.util.List;

/** One check of an output against the criteria of a step. */
final class OutputValidation {
  /** What fails and how to mend it. */
  private record Issue(String message, String suggestion) {}

  private static final int SHOWN_VIOLATIONS = 3;

  private final StandardStep step;
  private final String output;
  private final Context context;
  private final Conditions conditions = new Conditions();

  OutputValidation(StandardStep step, String output, Context context) {
    this.step = step;
    this.output = output;
    this.context = context;
  }

  OutputVerdict run() {
    Criteria criteria = step.validationCriteria();
    List<Issue> issues = criteria instanceof Criteria.None ? blank() : check(criteria);
    return new OutputVerdict(
        issues.isEmpty(),
        issues.stream().map(Issue::message).toList(),
        issues.stream().map(Issue::suggestion).toList());
  }

  private List<Issue> blank() {
    return output.isBlank()
        ? List.of(
            new Issue("The output is empty.", "Write what the step asks for, then check again."))
        : List.of();
  }

  private List<Issue> check(Criteria criteria) {
    if (criteria instanceof Criteria.RuleList list) {
      List<Issue> issues = new ArrayList<>();
      list.rules().forEach(rule -> issues.addAll(checkRule(rule)));
      return issues;
    }
    if (criteria instanceof Criteria.AllOf all) {
      return all.members().stream()
          .map(this::check)
          .filter(issues -> !issues.isEmpty())
          .findFirst()
          .orElse(List.of());
    }
    if (criteria instanceof Criteria.AnyOf any) {
      return checkAny(any);
    }
    if (criteria instanceof Criteria.Not not) {
      return checkNot(not.member());
    }
    if (criteria instanceof Criteria.Unintelligible unintelligible) {
      throw new CriteriaException(step.id(), unintelligible.reason());
    }
    return checkRule((Criteria.Rule) criteria);
  }

  private List<Issue> checkAny(Criteria.AnyOf any) {
    List<Issue> issues = new ArrayList<>();
    for (Criteria member : any.members()) {
      List<Issue> found = check(member);
      if (found.isEmpty()) {
        return List.of();
      }
      issues.addAll(found);
    }
    return issues;
  }

  private List<Issue> checkNot(Criteria member) {
    if (!check(member).isEmpty()) {
      return List.of();
    }
    List<Issue> issues = new ArrayList<>();
    member
        .allRules()
        .forEach(
            rule ->
                issues.add(
                    new Issue(rule.message(), "Change the output so that this does not apply.")));
    return issues;
  }

  private List<Issue> checkRule(Criteria.Rule rule) {
    if (!conditions.hold(rule.condition(), context)) {
      return List.of();
    }
    if (rule instanceof Criteria.Contains contains) {
      return output.contains(contains.value())
          ? List.of()
          : List.of(new Issue(rule.message(), "Include exactly: " + contains.value()));
    }
    if (rule instanceof Criteria.Regex regex) {
      return checkPattern(regex);
    }
    if (rule instanceof Criteria.Length length) {
      return checkLength(length);
    }
    if (rule instanceof Criteria.Schema schema) {
      return checkSchema(schema);
    }
    throw new CriteriaException(step.id(), ((Criteria.BrokenRule) rule).reason());
  }

  private List<Issue> checkPattern(Criteria.Regex rule) {
    try {
      return rule.pattern().find(output, conditions.budget())
          ? List.of()
          : List.of(new Issue(rule.message(), "Make the output match " + rule.pattern()));
    } catch (MatchBudgetExceededException e) {
      throw new PatternTooExpensiveException(ruleName(rule), e);
    }
  }

  private List<Issue> checkLength(Criteria.Length rule) {
    List<Issue> issues = new ArrayList<>();
    rule.min()
        .ifPresent(
            min -> {
              if (output.length() < min) {
                issues.add(lengthIssue(rule, "at least", min));
              }
            });
    rule.max()
        .ifPresent(
            max -> {
              if (output.length() > max) {
                issues.add(lengthIssue(rule, "at most", max));
              }
            });
    return issues;
  }

  private Issue lengthIssue(Criteria.Length rule, String bound, int limit) {
    return new Issue(
        rule.message(),
        "Write %s %d characters; the output has %d.".formatted(bound, limit, output.length()));
  }

  private List<Issue> checkSchema(Criteria.Schema rule) {
    try {
      JsonNode value = StrictJson.parse(output);
      List<String> violations = rule.schema().violations(value, conditions.budget());
      return violations.isEmpty()
          ? List.of()
          : List.of(new Issue(rule.message(), "Correct the JSON: " + shown(violations)));
    } catch (MalformedJsonException e) {
      return List.of(
          new Issue(
              rule.message(),
              "Answer with JSON and nothing around it; at %s: %s."
                  .formatted(e.position(), e.getMessage())));
    } catch (InvalidOutputSchemaException e) {
      throw new CriteriaException(step.id(), e.getMessage());
    } catch (MatchBudgetExceededException e) {
      throw new PatternTooExpensiveException(ruleName(rule), e);
    }
  }

  private static String shown(List<String> violations) {
    String first = String.join("; ", violations.stream().limit(SHOWN_VIOLATIONS).toList());
    int more = violations.size() - SHOWN_VIOLATIONS;
    return more > 0 ? first + "; and " + more + " more" : first;
  }

  private String ruleName(Criteria.Rule rule) {
    return "the rule \"%s\" of step \"%s\"".formatted(rule.message(), step.id());
  }
}
