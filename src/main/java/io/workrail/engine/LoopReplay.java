package io.workrail.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.workrail.workflow.LoopRule;
import io.workrail.workflow.LoopStep;
import io.workrail.workflow.StandardStep;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Finds the place in a loop from the history alone, by dealing the completed steps to rounds:
 * within a round positions rise, a position at or before the last one opens the next round.
 */
final class LoopReplay {
  /** The step to do, with the loop variables of its round. */
  record Turn(
      StandardStep step, LoopRound round, Map<String, JsonNode> variables, Context context) {}

  private final LoopStep loop;
  private final List<StandardStep> body;
  private final List<Integer> history;
  private final Context context;
  private final Conditions conditions;
  private final List<String> warnings;
  private int dealt;

  LoopReplay(
      LoopStep loop,
      LoopHistories.BodyHistory history,
      Context context,
      Conditions conditions,
      List<String> warnings) {
    this.loop = loop;
    this.body = history.body();
    this.history = history.positions();
    this.context = context;
    this.conditions = conditions;
    this.warnings = warnings;
  }

  /** The next turn, or nothing when the loop is over. */
  Optional<Turn> run() {
    for (int number = 1; goesOn(number); number++) {
      LoopRound round = new LoopRound(number, totalItems());
      Map<String, JsonNode> variables = variables(round);
      Context inside = context.with(variables);
      if (body.stream().noneMatch(step -> isEligible(step, inside))) {
        // A round without work passes by itself, also while the history is replayed.
        continue;
      }
      int last = dealOneRound();
      if (dealt == history.size()) {
        Optional<StandardStep> next = nextAfter(last, inside);
        if (next.isPresent()) {
          return Optional.of(new Turn(next.get(), round, variables, inside));
        }
      }
    }
    return Optional.empty();
  }

  /** How many entries of the history the loop has taken. */
  int dealt() {
    return dealt;
  }

  private int dealOneRound() {
    int last = -1;
    while (dealt < history.size() && history.get(dealt) > last) {
      last = history.get(dealt);
      dealt++;
    }
    return last;
  }

  private Optional<StandardStep> nextAfter(int last, Context inside) {
    return body.stream().skip(last + 1L).filter(step -> isEligible(step, inside)).findFirst();
  }

  private boolean isEligible(StandardStep step, Context inside) {
    return conditions.hold(step.runCondition(), inside);
  }

  private boolean goesOn(int number) {
    boolean wanted = ruleWants(number);
    if (wanted && number > loop.rule().maxIterations()) {
      warnings.add(
          "Loop \"%s\" was stopped after %d rounds, its maxIterations."
              .formatted(loop.id(), loop.rule().maxIterations()));
      return false;
    }
    return wanted;
  }

  private boolean ruleWants(int number) {
    LoopRule rule = loop.rule();
    // A condition tells about now. Rounds that the history proves were begun are not tested again.
    boolean replaying = dealt < history.size();
    if (rule instanceof LoopRule.While whileRule) {
      return replaying || conditions.hold(whileRule.condition(), context);
    }
    if (rule instanceof LoopRule.Until until) {
      return replaying || !conditions.hold(until.condition(), context);
    }
    if (rule instanceof LoopRule.For forRule) {
      return number - 1 < count(forRule.count(), number);
    }
    return number - 1 < items(((LoopRule.ForEach) rule).items(), number);
  }

  private double count(LoopRule.Count count, int number) {
    if (count instanceof LoopRule.FixedCount fixed) {
      return fixed.value();
    }
    String variable = ((LoopRule.VariableCount) count).variable();
    JsonNode value = context.get(variable);
    if (!value.isNumber()) {
      warnOnce(number, "\"%s\" is not a number".formatted(variable));
      return 0;
    }
    return value.asDouble();
  }

  private int items(String variable, int number) {
    JsonNode items = context.get(variable);
    if (!items.isArray()) {
      warnOnce(number, "\"%s\" is not an array".formatted(variable));
      return 0;
    }
    return items.size();
  }

  private void warnOnce(int number, String reason) {
    if (number == 1) {
      warnings.add("Loop \"%s\" was skipped: %s in the context.".formatted(loop.id(), reason));
    }
  }

  private OptionalInt totalItems() {
    return loop.rule() instanceof LoopRule.ForEach forEach
        ? OptionalInt.of(context.get(forEach.items()).size())
        : OptionalInt.empty();
  }

  private Map<String, JsonNode> variables(LoopRound round) {
    Map<String, JsonNode> variables = new LinkedHashMap<>();
    variables.put(loop.rule().iterationVariable(), IntNode.valueOf(round.number()));
    if (loop.rule() instanceof LoopRule.ForEach forEach) {
      JsonNode item = context.get(forEach.items()).path(round.index());
      variables.put(forEach.itemVariable(), item);
      variables.put(forEach.indexVariable(), IntNode.valueOf(round.index()));
    }
    return variables;
  }
}
