package io.workrail.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.engine.Context;
import io.workrail.workflow.LoopRule;
import io.workrail.workflow.LoopStep;
import io.workrail.workflow.StandardStep;
import io.workrail.workflow.Step;
import io.workrail.workflow.Workflow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Explains, after a walk, what was passed over before each of its steps and before its end. */
final class SkippedSteps {
  /** No step has this id. */
  private static final String END = "";

  private final Workflow workflow;
  private final LoopBodies bodies;
  private final Set<String> begun = new HashSet<>();
  private final Set<SkippedStep> told = new HashSet<>();
  private final List<SkippedStep> collected = new ArrayList<>();

  private SkippedSteps(Workflow workflow) {
    this.workflow = workflow;
    this.bodies = new LoopBodies(workflow);
  }

  /** A list for each step of the walk and one for its end; the same thing is told once. */
  static List<List<SkippedStep>> of(Workflow workflow, Walk walk) {
    SkippedSteps skipped = new SkippedSteps(workflow);
    List<List<SkippedStep>> before = new ArrayList<>();
    Optional<WalkedStep> last = Optional.empty();
    for (WalkedStep step : walk.steps()) {
      before.add(skipped.before(step, last));
      last = Optional.of(step);
    }
    before.add(skipped.atEnd(last, walk.context()));
    return before;
  }

  private List<SkippedStep> before(WalkedStep step, Optional<WalkedStep> last) {
    collected.clear();
    Optional<WalkedStep> sameRound =
        last.filter(
            before -> before.visit().round().equals(step.visit().round()) && inLoop(before));
    if (sameRound.isEmpty()) {
      last.ifPresent(this::restOfRound);
    }
    String entry = step.visit().round().map(Round::loopId).orElse(step.step().id());
    topLevel(entry, step.context());
    begun.add(entry);
    if (inLoop(step)) {
      startOfRound(step, sameRound);
    }
    return List.copyOf(collected);
  }

  private List<SkippedStep> atEnd(Optional<WalkedStep> last, Context context) {
    collected.clear();
    last.ifPresent(this::restOfRound);
    topLevel(END, context);
    return List.copyOf(collected);
  }

  private static boolean inLoop(WalkedStep step) {
    return step.visit().round().isPresent();
  }

  private void topLevel(String until, Context context) {
    for (Step step : workflow.steps()) {
      if (step.id().equals(until)) {
        return;
      }
      if (begun.contains(step.id()) || bodies.isBody(step.id())) {
        continue;
      }
      Optional<String> reason = ConditionText.whyNot(step.runCondition(), context);
      if (reason.isEmpty() && step instanceof LoopStep loop) {
        reason = Optional.of(whyNoRound(loop, context));
      }
      reason.ifPresent(text -> tell(new SkippedStep(step.id(), Optional.empty(), text)));
    }
  }

  private void startOfRound(WalkedStep step, Optional<WalkedStep> last) {
    List<StandardStep> body = bodyOf(step);
    int from = last.map(before -> body.indexOf(before.step()) + 1).orElse(0);
    tellIneligible(body.subList(from, Math.max(from, body.indexOf(step.step()))), step);
  }

  private void restOfRound(WalkedStep last) {
    if (inLoop(last)) {
      List<StandardStep> body = bodyOf(last);
      tellIneligible(body.subList(body.indexOf(last.step()) + 1, body.size()), last);
    }
  }

  private void tellIneligible(List<StandardStep> steps, WalkedStep at) {
    for (StandardStep step : steps) {
      ConditionText.whyNot(step.runCondition(), at.inside())
          .ifPresent(reason -> tell(new SkippedStep(step.id(), at.visit().round(), reason)));
    }
  }

  private void tell(SkippedStep step) {
    if (told.add(step)) {
      collected.add(step);
    }
  }

  private List<StandardStep> bodyOf(WalkedStep step) {
    String loopId = step.visit().round().map(Round::loopId).orElse("");
    return workflow.steps().stream()
        .filter(LoopStep.class::isInstance)
        .map(LoopStep.class::cast)
        .filter(loop -> loop.id().equals(loopId))
        .findFirst()
        .map(bodies::of)
        .orElse(List.of());
  }

  private static String whyNoRound(LoopStep loop, Context context) {
    LoopRule rule = loop.rule();
    Optional<String> test =
        LoopEndings.goesOn(rule).flatMap(condition -> ConditionText.whyNot(condition, context));
    if (test.isPresent()) {
      return "no round, " + test.get();
    }
    if (rule instanceof LoopRule.ForEach forEach && !hasItems(context.get(forEach.items()))) {
      return "no round, %s (needs an array with items)"
          .formatted(ConditionText.state(forEach.items(), context));
    }
    if (rule instanceof LoopRule.For forRule
        && forRule.count() instanceof LoopRule.VariableCount count
        && context.get(count.variable()).asDouble() <= 0) {
      return "no round, %s (needs a number above 0)"
          .formatted(ConditionText.state(count.variable(), context));
    }
    return "no round has a step whose condition holds";
  }

  private static boolean hasItems(JsonNode value) {
    return value.isArray() && !value.isEmpty();
  }
}
