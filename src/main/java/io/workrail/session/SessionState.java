package io.workrail.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.workflow.LoopStep;
import io.workrail.workflow.StandardStep;
import io.workrail.workflow.Workflow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the engine needs to know of a session, and what people like to see of it. Immutable.
 *
 * @param history completed ids for the engine; a finished loop is one id, whatever its rounds
 * @param context what the agent has told, without the server's own keys; treated as immutable
 * @param completedCount completed steps, those of every round counted
 * @param lastCompleted the newest of them, oldest first, at most {@value #MAX_LAST_COMPLETED}
 */
public record SessionState(
    List<String> history,
    ObjectNode context,
    long completedCount,
    List<CompletedStep> lastCompleted) {
  /** Completed steps that a session remembers by name. */
  public static final int MAX_LAST_COMPLETED = 20;

  public SessionState {
    history = List.copyOf(history);
    lastCompleted = List.copyOf(lastCompleted);
  }

  /** Nothing done yet. */
  static SessionState initial(ObjectNode context) {
    ObjectNode nothing = JsonNodeFactory.instance.objectNode();
    return new SessionState(List.of(), merge(nothing, context), 0, List.of());
  }

  /** After a step, before loops that ended with it are folded. */
  SessionState with(CompletedStep step) {
    List<String> longer = new ArrayList<>(history);
    longer.add(step.stepId());
    List<CompletedStep> last = new ArrayList<>(lastCompleted);
    last.add(step);
    int surplus = Math.max(0, last.size() - MAX_LAST_COMPLETED);
    return new SessionState(
        longer, context, completedCount + 1, last.subList(surplus, last.size()));
  }

  /** After the agent told more: a shallow merge in which null deletes. */
  SessionState withContext(ObjectNode change) {
    return change.isEmpty()
        ? this
        : new SessionState(history, merge(context, change), completedCount, lastCompleted);
  }

  /** Finished loops as one id each, in place of the ids of their rounds. */
  SessionState folded(Workflow workflow, List<String> finishedLoops) {
    if (finishedLoops.isEmpty()) {
      return this;
    }
    Set<String> rounds = new HashSet<>();
    workflow.steps().stream()
        .filter(step -> finishedLoops.contains(step.id()))
        .forEach(step -> rounds.addAll(bodyOf((LoopStep) step)));
    List<String> shorter = new ArrayList<>(history);
    shorter.removeIf(rounds::contains);
    shorter.addAll(finishedLoops);
    return new SessionState(shorter, context, completedCount, lastCompleted);
  }

  private static List<String> bodyOf(LoopStep loop) {
    return loop.body() instanceof LoopStep.Reference reference
        ? List.of(reference.stepId())
        : loop.inlineBody().stream().map(StandardStep::id).toList();
  }

  private static ObjectNode merge(ObjectNode before, ObjectNode change) {
    ObjectNode merged = JsonNodeFactory.instance.objectNode();
    merged.setAll(before);
    for (Map.Entry<String, JsonNode> entry : change.properties()) {
      if (entry.getValue().isNull()) {
        merged.remove(entry.getKey());
      } else {
        merged.set(entry.getKey(), entry.getValue());
      }
    }
    return merged;
  }
}
