package io.workrail.engine;

import io.workrail.workflow.LoopStep;
import io.workrail.workflow.StandardStep;
import io.workrail.workflow.Step;
import io.workrail.workflow.Workflow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The part of a history that belongs to each loop, as positions in its body. Loops that share a
 * body by reference take from one history, in document order.
 */
final class LoopHistories {
  private record Place(String bodyKey, int position) {}

  private final Map<String, StandardStep> topLevel = new HashMap<>();
  private final Set<String> referenced = new HashSet<>();
  private final Map<String, List<Integer>> positions = new HashMap<>();

  /** One body and the positions that were completed and not yet taken by an earlier loop. */
  record BodyHistory(List<StandardStep> body, List<Integer> positions) {}

  LoopHistories(Workflow workflow, List<String> completedSteps) {
    Map<String, Place> places = new HashMap<>();
    for (Step step : workflow.steps()) {
      if (step instanceof StandardStep standard) {
        topLevel.put(step.id(), standard);
      } else {
        register((LoopStep) step, places);
      }
    }
    for (String id : completedSteps) {
      Place place = places.get(id);
      if (place != null) {
        positions.computeIfAbsent(place.bodyKey(), key -> new ArrayList<>()).add(place.position());
      }
    }
  }

  private void register(LoopStep loop, Map<String, Place> places) {
    if (loop.body() instanceof LoopStep.Reference reference) {
      referenced.add(reference.stepId());
      places.put(reference.stepId(), new Place(reference.stepId(), 0));
      return;
    }
    List<StandardStep> body = loop.inlineBody();
    for (int i = 0; i < body.size(); i++) {
      places.put(body.get(i).id(), new Place(loop.id(), i));
    }
  }

  /** Whether a top-level step is the body of a loop and therefore never offered outside it. */
  boolean isBody(String stepId) {
    return referenced.contains(stepId);
  }

  BodyHistory of(LoopStep loop) {
    return new BodyHistory(bodyOf(loop), positions.getOrDefault(keyOf(loop), List.of()));
  }

  /** Leaves what a finished loop took to no other loop. */
  void skip(LoopStep loop, int taken) {
    positions.computeIfPresent(
        keyOf(loop), (key, all) -> new ArrayList<>(all.subList(taken, all.size())));
  }

  private List<StandardStep> bodyOf(LoopStep loop) {
    if (loop.body() instanceof LoopStep.Reference reference) {
      StandardStep body = topLevel.get(reference.stepId());
      return body == null ? List.of() : List.of(body);
    }
    return loop.inlineBody();
  }

  private static String keyOf(LoopStep loop) {
    return loop.body() instanceof LoopStep.Reference reference ? reference.stepId() : loop.id();
  }
}
