package io.workrail.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.configuration.PlainText;
import io.workrail.engine.Context;
import io.workrail.workflow.Condition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says in words why a condition does not hold: which variable has which value, and needs which. */
final class ConditionText {
  /** A condition without negations, except of single tests. */
  private sealed interface Need {}

  private record Test(Condition condition, boolean expected) implements Need {}

  private record All(List<Need> members) implements Need {}

  private record Any(List<Need> members) implements Need {}

  private final Context context;

  private ConditionText(Context context) {
    this.context = context;
  }

  /** The reason, without a full stop; nothing when the condition holds. */
  static Optional<String> whyNot(Condition condition, Context context) {
    ConditionText text = new ConditionText(context);
    return text.unmet(need(condition, true)).map(text::explain);
  }

  /** What a variable is now, as the middle of a sentence. */
  static String state(String variable, Context context) {
    JsonNode value = context.get(variable);
    return variable + (value.isMissingNode() ? " is not set" : " is " + PlainText.value(value));
  }

  private static Need need(Condition condition, boolean expected) {
    if (condition instanceof Condition.Always) {
      return constant(expected);
    }
    if (condition instanceof Condition.Never) {
      return constant(!expected);
    }
    if (condition instanceof Condition.Not not) {
      return need(not.member(), !expected);
    }
    if (condition instanceof Condition.AllOf all) {
      return group(all.members(), expected, expected);
    }
    if (condition instanceof Condition.AnyOf any) {
      return group(any.members(), expected, !expected);
    }
    return new Test(condition, expected);
  }

  private static Need constant(boolean met) {
    return met ? new All(List.of()) : new Any(List.of());
  }

  private static Need group(List<Condition> members, boolean expected, boolean all) {
    List<Need> needs = members.stream().map(member -> need(member, expected)).toList();
    return all ? new All(needs) : new Any(needs);
  }

  /** The part that is to blame. */
  private Optional<Need> unmet(Need need) {
    if (need instanceof Test test) {
      boolean met = ConditionProbe.holds(test.condition(), context) == test.expected();
      return met ? Optional.empty() : Optional.of(test);
    }
    List<Need> members = need instanceof All all ? all.members() : ((Any) need).members();
    List<Need> unmet = members.stream().map(this::unmet).flatMap(Optional::stream).toList();
    if (need instanceof Any) {
      boolean met = unmet.size() < members.size();
      return met
          ? Optional.empty()
          : Optional.of(unmet.size() == 1 ? unmet.get(0) : new Any(unmet));
    }
    return unmet.isEmpty()
        ? Optional.empty()
        : Optional.of(unmet.size() == 1 ? unmet.get(0) : new All(unmet));
  }

  private String explain(Need need) {
    Set<String> variables = variables(need).collect(Collectors.toSet());
    if (variables.isEmpty()) {
      return "its condition can never hold";
    }
    if (variables.size() == 1) {
      String variable = variables.iterator().next();
      return "%s (needs %s)".formatted(state(variable, context), wanted(need));
    }
    return join(need, this::explain);
  }

  private static Stream<String> variables(Need need) {
    if (need instanceof Test test) {
      return test.condition().testedVariable().stream();
    }
    List<Need> members = need instanceof All all ? all.members() : ((Any) need).members();
    return members.stream().flatMap(ConditionText::variables);
  }

  private static String wanted(Need need) {
    return need instanceof Test test ? wanted(test) : join(need, ConditionText::wanted);
  }

  private static String join(Need group, Function<Need, String> text) {
    List<Need> members = group instanceof All all ? all.members() : ((Any) group).members();
    return members.stream()
        .map(member -> member instanceof Test ? text.apply(member) : "(" + text.apply(member) + ")")
        .distinct()
        .collect(Collectors.joining(group instanceof All ? " and " : " or "));
  }

  private static String wanted(Test test) {
    Condition condition = test.condition();
    if (condition instanceof Condition.Comparison comparison) {
      return wanted(comparison, test.expected());
    }
    if (condition instanceof Condition.Matches matches) {
      String pattern = "/" + PlainText.line(matches.source()) + "/";
      return (test.expected() ? "a match of " : "no match of ") + pattern;
    }
    return test.expected() ? "true or any other value" : "false, or no value";
  }

  private static String wanted(Condition.Comparison comparison, boolean expected) {
    String operand = PlainText.value(comparison.operand());
    String not = expected ? "" : "not ";
    return switch (comparison.operator()) {
      case EQUALS -> expected ? operand : "anything but " + operand;
      case NOT_EQUALS -> expected ? "anything but " + operand : operand;
      case GREATER -> not + "more than " + operand;
      case GREATER_OR_EQUAL -> not + "at least " + operand;
      case LESS -> not + "less than " + operand;
      case LESS_OR_EQUAL -> not + "at most " + operand;
      case CONTAINS -> "text that " + verb(expected, "contains", "contain") + operand;
      case STARTS_WITH -> "text that " + verb(expected, "starts", "start") + "with " + operand;
      case ENDS_WITH -> "text that " + verb(expected, "ends", "end") + "with " + operand;
    };
  }

  private static String verb(boolean expected, String affirmed, String denied) {
    return expected ? affirmed + " " : "does not " + denied + " ";
  }
}
