package io.workrail.authoring;

import io.workrail.workflow.LoopStep;
import io.workrail.workflow.StandardStep;
import io.workrail.workflow.Step;
import io.workrail.workflow.Workflow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which steps each loop repeats, whether they are written inside it or referred to. */
final class LoopBodies {
  private final Map<String, StandardStep> topLevel = new HashMap<>();
  private final Set<String> referenced = new HashSet<>();

  LoopBodies(Workflow workflow) {
    for (Step step : workflow.steps()) {
      if (step instanceof StandardStep standard) {
        topLevel.put(step.id(), standard);
      } else if (((LoopStep) step).body() instanceof LoopStep.Reference reference) {
        referenced.add(reference.stepId());
      }
    }
  }

  List<StandardStep> of(LoopStep loop) {
    if (loop.body() instanceof LoopStep.Reference reference) {
      return Optional.ofNullable(topLevel.get(reference.stepId())).stream().toList();
    }
    return loop.inlineBody();
  }

  /** Whether a top-level step is offered only inside a loop. */
  boolean isBody(String stepId) {
    return referenced.contains(stepId);
  }
}
