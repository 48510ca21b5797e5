package io.workrail.authoring;

import io.workrail.engine.Context;
import java.util.List;

/**
 * One way through a document.
 *
 * @param closing what the agent is told at the end
 * @param context what the agent had told at the end
 * @param warnings what the engine remarked on the way
 * @param endings in how many ways the changes could have been chosen
 */
record Walk(
    List<WalkedStep> steps,
    List<ContextChange> changes,
    Outcome outcome,
    String closing,
    Context context,
    List<String> warnings,
    int endings) {
  Walk {
    steps = List.copyOf(steps);
    changes = List.copyOf(changes);
    warnings = List.copyOf(warnings);
  }

  List<Visit> visits() {
    return steps.stream().map(WalkedStep::visit).toList();
  }
}
