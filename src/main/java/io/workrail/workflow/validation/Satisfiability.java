package io.workrail.workflow.validation;

import io.workrail.workflow.Condition;
import io.workrail.workflow.Condition.Comparison;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Finds conditions that no context satisfies. Sound, not complete: what it calls unsatisfiable is;
 * not every unsatisfiable condition is found.
 */
final class Satisfiability {
  private Satisfiability() {}

  static boolean canHold(Condition condition) {
    if (condition instanceof Condition.Never) {
      return false;
    }
    if (condition instanceof Condition.AnyOf any) {
      return any.members().stream().anyMatch(Satisfiability::canHold);
    }
    if (condition instanceof Condition.AllOf all) {
      return all.members().stream().allMatch(Satisfiability::canHold) && isConsistent(all);
    }
    if (condition instanceof Condition.Not not) {
      return !(not.member() instanceof Condition.Always);
    }
    if (condition instanceof Comparison comparison) {
      // Lenient equality never holds for arrays and objects.
      return comparison.operator() != Condition.Operator.EQUALS
          || !comparison.operand().isContainerNode();
    }
    return true;
  }

  /** Whether the comparisons that have to hold together leave each variable a value. */
  private static boolean isConsistent(Condition.AllOf all) {
    Map<String, Range> ranges = new HashMap<>();
    for (Comparison comparison : conjuncts(all)) {
      ranges.computeIfAbsent(comparison.variable(), name -> new Range()).narrow(comparison);
    }
    return ranges.values().stream().noneMatch(Range::isEmpty);
  }

  private static List<Comparison> conjuncts(Condition.AllOf all) {
    List<Comparison> comparisons = new ArrayList<>();
    for (Condition member : all.members()) {
      if (member instanceof Comparison comparison) {
        comparisons.add(comparison);
      } else if (member instanceof Condition.AllOf inner) {
        comparisons.addAll(conjuncts(inner));
      }
    }
    return comparisons;
  }

  private static final class Range {
    private final Set<String> texts = new HashSet<>();
    private double above = Double.NEGATIVE_INFINITY;
    private double below = Double.POSITIVE_INFINITY;
    private boolean open;

    void narrow(Comparison comparison) {
      double bound = comparison.operand().asDouble();
      switch (comparison.operator()) {
        case EQUALS -> {
          if (comparison.operand().isTextual()) {
            texts.add(comparison.operand().asText().strip().toLowerCase(Locale.ROOT));
          }
        }
        case GREATER, GREATER_OR_EQUAL -> {
          above = Math.max(above, bound);
          open |= comparison.operator() == Condition.Operator.GREATER;
        }
        case LESS, LESS_OR_EQUAL -> {
          below = Math.min(below, bound);
          open |= comparison.operator() == Condition.Operator.LESS;
        }
        default -> {
          // The other operators do not narrow what can be decided here.
        }
      }
    }

    boolean isEmpty() {
      // Several texts can be equal as numbers or booleans; only plain words exclude each other.
      long words = texts.stream().filter(text -> text.matches("[a-z][a-z _-]*")).count();
      boolean booleanWords = texts.stream().anyMatch(t -> t.matches("true|false|yes|no"));
      return above > below || (open && above == below) || (words > 1 && !booleanWords);
    }
  }
}
