package io.workrail.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.engine.Context;
import io.workrail.engine.Engine;
import io.workrail.engine.LoopPlace;
import io.workrail.engine.NextStep;
import io.workrail.workflow.Workflow;
import java.util.Optional;

/**
 * A state and what the engine says comes next in it. Pure and immutable; the methods may throw what
 * the engine throws, {@code ContextTooLargeException} for a context over its limit among it.
 *
 * @param told the context as the engine sees it
 */
record Progress(Workflow workflow, SessionState state, Context told, NextStep next) {
  static Progress of(Workflow workflow, SessionState state) {
    Context told = Context.received(state.context());
    NextStep next = Engine.next(workflow, state.history(), told);
    SessionState trusted =
        new SessionState(
            state.history(), told.json(), state.completedCount(), state.lastCompleted());
    return new Progress(workflow, trusted.folded(workflow, next.finishedLoops()), told, next);
  }

  /** After the pending step, with what the agent told beside it. */
  Progress completed(CompletedStep step, ObjectNode contextChange) {
    return of(workflow, state.withContext(contextChange).with(step));
  }

  /** After the agent told more. */
  Progress informed(ObjectNode contextChange) {
    return of(workflow, state.withContext(contextChange));
  }

  /** The context with a change, for criteria and confirmation of the pending step. */
  Context toldWith(ObjectNode contextChange) {
    return Context.received(state.withContext(contextChange).context());
  }

  /** The pending step, if one is. */
  Optional<NextStep.Pending> pending() {
    return next instanceof NextStep.Pending pending ? Optional.of(pending) : Optional.empty();
  }

  boolean isComplete() {
    return next instanceof NextStep.Complete;
  }

  static CompletedStep stepOf(NextStep.Pending pending) {
    return new CompletedStep(pending.step().id(), pending.loop().map(LoopPlace::round));
  }
}
