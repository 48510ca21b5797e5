package io.workrail.workflow;

import io.workrail.workflow.regex.EcmaPattern;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** What the output of a step has to satisfy. */
public sealed interface Criteria {
  /** No demand beyond not being blank. */
  record None() implements Criteria {}

  /** Every rule is tried and each that fails is an issue. */
  record RuleList(List<Rule> rules) implements Criteria {
    public RuleList {
      rules = List.copyOf(rules);
    }
  }

  /** Every member passes; stops at the first that does not. */
  record AllOf(List<Criteria> members) implements Criteria {
    public AllOf {
      members = List.copyOf(members);
    }
  }

  /** At least one member passes; stops at the first that does. */
  record AnyOf(List<Criteria> members) implements Criteria {
    public AnyOf {
      members = List.copyOf(members);
    }
  }

  /** The member does not pass. */
  record Not(Criteria member) implements Criteria {}

  /**
   * Something the document says that no release understands. Evaluating it is an error, so that a
   * demand is never passed silently.
   */
  record Unintelligible(String reason) implements Criteria {}

  /** A single demand. */
  sealed interface Rule extends Criteria {
    /** What the author tells an agent whose output fails the rule. */
    String message();

    /** When it does not hold, the rule passes. */
    Condition condition();
  }

  /** The output contains the text, case-sensitively. */
  record Contains(String message, Condition condition, String value) implements Rule {}

  /** The pattern is found in the output. */
  record Regex(String message, Condition condition, EcmaPattern pattern) implements Rule {}

  /** The length in UTF-16 units. */
  record Length(String message, Condition condition, OptionalInt min, OptionalInt max)
      implements Rule {}

  /** The output is JSON that satisfies the schema. */
  record Schema(String message, Condition condition, OutputSchema schema) implements Rule {}

  /** A rule that cannot be understood; see {@link Unintelligible}. */
  record BrokenRule(String message, Condition condition, String reason) implements Rule {}

  /** All rules, at any depth, in document order. */
  default Stream<Rule> allRules() {
    if (this instanceof Rule rule) {
      return Stream.of(rule);
    }
    if (this instanceof RuleList list) {
      return list.rules().stream();
    }
    if (this instanceof AllOf all) {
      return all.members().stream().flatMap(Criteria::allRules);
    }
    if (this instanceof AnyOf any) {
      return any.members().stream().flatMap(Criteria::allRules);
    }
    return this instanceof Not not ? not.member().allRules() : Stream.empty();
  }
}
