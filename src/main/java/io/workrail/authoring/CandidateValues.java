package io.workrail.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.workrail.configuration.PlainText;
import io.workrail.engine.Context;
import io.workrail.workflow.Condition;
import io.workrail.workflow.Condition.Comparison;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Values that are worth trying for one variable. Of values that no test of the document tells
 * apart, one is enough.
 */
final class CandidateValues {
  private static final double EXACT_WHOLE = 1e15;

  /** Text in which no character has a meaning of its own as a pattern. */
  private static final Pattern LITERAL = Pattern.compile("[\\w\\s\"'-]+");

  private final String variable;
  private final List<Condition> tests;
  private final List<JsonNode> preferred;

  /**
   * The values of a variable.
   *
   * @param tests the conditions of the document that look at it
   * @param preferred values that are tried in any case, such as an array that a loop goes over
   */
  CandidateValues(String variable, List<Condition> tests, List<JsonNode> preferred) {
    this.variable = variable;
    this.tests = tests;
    this.preferred = preferred;
  }

  BranchVariable variable() {
    Set<String> words = words();
    JsonNode unlike = unlikeAny();
    List<JsonNode> candidates = new ArrayList<>();
    tests.forEach(test -> candidates.addAll(suggestedBy(test)));
    candidates.addAll(aroundBounds());
    boolean closedChoice = words.size() >= 2;
    if (!closedChoice && !tests.isEmpty()) {
      candidates.add(unlike);
    }
    return new BranchVariable(
        variable,
        tellingApart(candidates),
        closedChoice ? Optional.of(unlike) : Optional.empty(),
        note());
  }

  private static List<JsonNode> suggestedBy(Condition test) {
    if (test instanceof Condition.Truthy) {
      return List.of(BooleanNode.TRUE, BooleanNode.FALSE);
    }
    if (test instanceof Condition.Matches matches) {
      return isLiteral(matches) ? List.of(TextNode.valueOf(matches.source())) : List.of();
    }
    Comparison comparison = (Comparison) test;
    JsonNode operand = comparison.operand();
    if (isBound(comparison) || operand.isContainerNode()) {
      // Bounds are looked at together; an array or an object equals nothing.
      return List.of();
    }
    return operand.isBoolean() ? List.of(BooleanNode.TRUE, BooleanNode.FALSE) : List.of(operand);
  }

  /** Every bound, and a number in every interval that the bounds make. */
  private List<JsonNode> aroundBounds() {
    List<JsonNode> numbers = new ArrayList<>();
    double before = Double.NaN;
    for (double bound : bounds()) {
      numbers.add(number(Double.isNaN(before) ? bound - 1 : (before + bound) / 2));
      numbers.add(number(bound));
      before = bound;
    }
    if (!Double.isNaN(before)) {
      numbers.add(number(before + 1));
    }
    return numbers;
  }

  private Set<Double> bounds() {
    return comparisons().stream()
        .filter(CandidateValues::isBound)
        .map(comparison -> comparison.operand().asDouble())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private List<JsonNode> tellingApart(List<JsonNode> candidates) {
    Set<JsonNode> kept = new LinkedHashSet<>(preferred);
    Set<List<Boolean>> known = new HashSet<>();
    kept.forEach(value -> known.add(outcomes(value)));
    for (JsonNode candidate : candidates) {
      if (known.add(outcomes(candidate))) {
        kept.add(candidate);
      }
    }
    return List.copyOf(kept);
  }

  private List<Boolean> outcomes(JsonNode value) {
    Context context = Context.EMPTY.with(Map.of(variable, value));
    return tests.stream().map(test -> ConditionProbe.holds(test, context)).toList();
  }

  /** The words that branches are named by, as far as the engine tells them apart. */
  private Set<String> words() {
    return comparisons().stream()
        .filter(comparison -> comparison.operator() == Condition.Operator.EQUALS)
        .map(Comparison::operand)
        .filter(JsonNode::isTextual)
        .map(operand -> normalized(operand.asText()))
        .collect(Collectors.toSet());
  }

  /** Something that the document does not mention: a number beside numbers, else a word. */
  private JsonNode unlikeAny() {
    List<JsonNode> operands = comparisons().stream().map(Comparison::operand).toList();
    if (!operands.isEmpty() && operands.stream().allMatch(JsonNode::isNumber)) {
      return number(operands.stream().mapToDouble(JsonNode::asDouble).max().orElse(0) + 1);
    }
    String mentioned =
        operands.stream()
            .map(JsonNode::asText)
            .map(CandidateValues::normalized)
            .toList()
            .toString();
    String word = "other";
    while (mentioned.contains(word)) {
      word += "-one";
    }
    return TextNode.valueOf(word);
  }

  private Optional<String> note() {
    List<String> patterns =
        tests.stream()
            .filter(Condition.Matches.class::isInstance)
            .map(Condition.Matches.class::cast)
            .filter(matches -> !isLiteral(matches))
            .map(matches -> "/" + PlainText.line(matches.source()) + "/")
            .distinct()
            .toList();
    return patterns.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s is searched for %s: give a text that matches with --context to walk that branch"
                .formatted(variable, String.join(" and ", patterns)));
  }

  private List<Comparison> comparisons() {
    return tests.stream().filter(Comparison.class::isInstance).map(Comparison.class::cast).toList();
  }

  private static boolean isBound(Comparison comparison) {
    return switch (comparison.operator()) {
      case GREATER, GREATER_OR_EQUAL, LESS, LESS_OR_EQUAL -> true;
      default -> false;
    };
  }

  private static boolean isLiteral(Condition.Matches matches) {
    return LITERAL.matcher(matches.source()).matches();
  }

  private static JsonNode number(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < EXACT_WHOLE;
    return whole ? LongNode.valueOf((long) value) : DoubleNode.valueOf(value);
  }

  private static String normalized(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
