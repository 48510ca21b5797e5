package io.workrail.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.workflow.regex.EcmaPattern;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A test of the context. A condition object of a document whose operators stand side by side
 * becomes {@link AllOf} them.
 */
public sealed interface Condition {
  /** Holds: the meaning of a missing condition and of {@code {}}. */
  record Always() implements Condition {}

  /** Does not hold. */
  record Never() implements Condition {}

  /** Every member holds; with no member, it holds. */
  record AllOf(List<Condition> members) implements Condition {
    public AllOf {
      members = List.copyOf(members);
    }
  }

  /** At least one member holds. */
  record AnyOf(List<Condition> members) implements Condition {
    public AnyOf {
      members = List.copyOf(members);
    }
  }

  /** The member does not hold. */
  record Not(Condition member) implements Condition {}

  /** The variable is set to something other than false, 0, null or the empty string. */
  record Truthy(String variable) implements Condition {}

  /** The variable compared with a value of the document. */
  record Comparison(String variable, Operator operator, JsonNode operand) implements Condition {}

  /**
   * The variable searched for a pattern, ignoring case.
   *
   * @param pattern absent when the source does not compile: such a condition never holds
   */
  record Matches(String variable, String source, Optional<EcmaPattern> pattern)
      implements Condition {}

  /** The comparisons, by the name they have in a document. */
  enum Operator {
    EQUALS("equals"),
    NOT_EQUALS("not_equals"),
    GREATER("gt"),
    GREATER_OR_EQUAL("gte"),
    LESS("lt"),
    LESS_OR_EQUAL("lte"),
    CONTAINS("contains"),
    STARTS_WITH("startsWith"),
    ENDS_WITH("endsWith");

    private final String key;

    Operator(String key) {
      this.key = key;
    }

    /** The member of a condition object. */
    public String key() {
      return key;
    }

    /** All of them, in the order in which the format lists them. */
    public static List<Operator> all() {
      return Arrays.asList(values());
    }
  }

  /** This condition and all inside it. */
  default Stream<Condition> flatten() {
    Stream<Condition> inside = Stream.empty();
    if (this instanceof AllOf all) {
      inside = all.members().stream().flatMap(Condition::flatten);
    } else if (this instanceof AnyOf any) {
      inside = any.members().stream().flatMap(Condition::flatten);
    } else if (this instanceof Not not) {
      inside = not.member().flatten();
    }
    return Stream.concat(Stream.of(this), inside);
  }

  /** The variable this condition itself looks at. */
  default Optional<String> testedVariable() {
    if (this instanceof Truthy truthy) {
      return Optional.of(truthy.variable());
    }
    if (this instanceof Comparison comparison) {
      return Optional.of(comparison.variable());
    }
    return this instanceof Matches matches ? Optional.of(matches.variable()) : Optional.empty();
  }
}
