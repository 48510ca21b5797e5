package io.workrail.engine;

import io.workrail.workflow.StandardStep;
import java.util.List;
import java.util.Optional;

/** What comes next in a workflow. */
public sealed interface NextStep {
  /** The client's context with the loop variables and the server's own keys. */
  Context context();

  /** The loops that the history has gone through to their end, in document order. */
  List<String> finishedLoops();

  /**
   * A step waits for the agent.
   *
   * @param loop where it stands in its loop; absent outside of loops
   */
  record Pending(
      StandardStep step,
      Guidance guidance,
      Context context,
      List<String> finishedLoops,
      Optional<LoopPlace> loop)
      implements NextStep {
    public Pending {
      finishedLoops = List.copyOf(finishedLoops);
    }

    /** Another context as the conditions of this step see it. */
    public Context inside(Context told) {
      return loop.map(place -> told.with(place.variables())).orElse(told);
    }
  }

  /**
   * The steps that remain wait for information.
   *
   * @param prompt names each variable and what to give
   */
  record NeedsContext(String prompt, Context context, List<String> finishedLoops)
      implements NextStep {
    public NeedsContext {
      finishedLoops = List.copyOf(finishedLoops);
    }
  }

  /** Nothing is left to do. */
  record Complete(String prompt, Context context, List<String> finishedLoops) implements NextStep {
    public Complete {
      finishedLoops = List.copyOf(finishedLoops);
    }
  }
}
