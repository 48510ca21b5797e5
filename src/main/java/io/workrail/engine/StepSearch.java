package io.workrail.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.workrail.workflow.Condition;
import io.workrail.workflow.LoopStep;
import io.workrail.workflow.StandardStep;
import io.workrail.workflow.Step;
import io.workrail.workflow.Workflow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One search for the step that comes next. */
final class StepSearch {
  private static final String WARNINGS_KEY = "_warnings";
  private static final String COMPLETED_LOOPS_KEY = "_completedLoops";

  private final Workflow workflow;
  private final Context context;
  private final Set<String> completed;
  private final LoopHistories histories;
  private final Conditions conditions = new Conditions();
  private final List<String> warnings = new ArrayList<>();
  private final List<String> finishedLoops = new ArrayList<>();
  private final List<StandardStep> waiting = new ArrayList<>();

  StepSearch(Workflow workflow, List<String> completedSteps, Context context) {
    this.workflow = workflow;
    this.context = context;
    this.completed = new HashSet<>(completedSteps);
    this.histories = new LoopHistories(workflow, completedSteps);
  }

  NextStep run() {
    warnAboutSize();
    for (Step step : workflow.steps()) {
      if (completed.contains(step.id()) || histories.isBody(step.id())) {
        continue;
      }
      if (!conditions.hold(step.runCondition(), context)) {
        if (step instanceof StandardStep standard) {
          waiting.add(standard);
        }
        continue;
      }
      Optional<NextStep> pending =
          step instanceof LoopStep loop ? enter(loop) : Optional.of(offer((StandardStep) step));
      if (pending.isPresent()) {
        return pending.get();
      }
    }
    return finish();
  }

  private NextStep offer(StandardStep step) {
    boolean confirm = conditions.hold(step.requireConfirmation(), context);
    String prompt = StepPrompt.of(step, workflow.functionDefinitions());
    return new NextStep.Pending(
        step, guidance(step, prompt, confirm), annotated(context), finishedLoops, Optional.empty());
  }

  private Optional<NextStep> enter(LoopStep loop) {
    LoopReplay replay = new LoopReplay(loop, histories.of(loop), context, conditions, warnings);
    Optional<LoopReplay.Turn> turn = replay.run();
    if (turn.isEmpty()) {
      histories.skip(loop, replay.dealt());
      if (replay.dealt() > 0) {
        finishedLoops.add(loop.id());
      }
      return Optional.empty();
    }
    // A loop as a whole is confirmed with its first step.
    Condition ofLoop = replay.dealt() == 0 ? loop.requireConfirmation() : new Condition.Never();
    return Optional.of(offer(loop, turn.get(), ofLoop));
  }

  private NextStep offer(LoopStep loop, LoopReplay.Turn turn, Condition ofLoop) {
    StandardStep step = turn.step();
    boolean confirm =
        conditions.hold(step.requireConfirmation(), turn.context())
            || conditions.hold(ofLoop, turn.context());
    String prompt = StepPrompt.of(step, loop, turn.round(), workflow.functionDefinitions());
    return new NextStep.Pending(
        step,
        guidance(step, prompt, confirm),
        annotated(turn.context()),
        finishedLoops,
        Optional.of(new LoopPlace(loop.id(), turn.round().number(), turn.variables(), ofLoop)));
  }

  private NextStep finish() {
    Optional<String> request = new MissingContext(workflow, waiting, context).request();
    return request.isPresent()
        ? new NextStep.NeedsContext(request.get(), annotated(context), finishedLoops)
        : new NextStep.Complete(
            "The workflow is complete: no step is left.", annotated(context), finishedLoops);
  }

  private static Guidance guidance(StandardStep step, String prompt, boolean confirm) {
    return new Guidance(
        prompt, confirm, step.validationCriteria().allRules().map(rule -> rule.message()).toList());
  }

  private void warnAboutSize() {
    if (context.isNearLimit()) {
      warnings.add(
          "The context is close to its limit: %d of %d bytes. Drop what later steps do not need."
              .formatted(context.size(), Context.MAX_SIZE));
    }
  }

  private Context annotated(Context result) {
    Map<String, JsonNode> internal = new LinkedHashMap<>();
    if (!warnings.isEmpty()) {
      internal.put(WARNINGS_KEY, texts(warnings));
    }
    if (!finishedLoops.isEmpty()) {
      internal.put(COMPLETED_LOOPS_KEY, texts(finishedLoops));
    }
    return internal.isEmpty() ? result : result.with(internal);
  }

  private static ArrayNode texts(List<String> values) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    values.forEach(array::add);
    return array;
  }
}
