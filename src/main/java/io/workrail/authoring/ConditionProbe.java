package io.workrail.authoring;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.workrail.engine.Context;
import io.workrail.engine.Engine;
import io.workrail.engine.NextStep;
import io.workrail.workflow.Condition;
import io.workrail.workflow.Criteria;
import io.workrail.workflow.StandardStep;
import io.workrail.workflow.Workflow;
import io.workrail.workflow.WorkflowId;
import java.util.List;
import java.util.Optional;

/**
 * Asks the engine whether a condition holds: by a workflow whose only step has that condition. So
 * what is explained here is what the engine does, and nothing else.
 */
final class ConditionProbe {
  private static final String NAME = "condition-probe";

  private ConditionProbe() {}

  static boolean holds(Condition condition, Context context) {
    return Engine.next(workflow(condition), List.of(), context) instanceof NextStep.Pending;
  }

  private static Workflow workflow(Condition condition) {
    StandardStep step =
        new StandardStep(
            NAME,
            NAME,
            NAME,
            Optional.empty(),
            List.of(),
            condition,
            new Condition.Never(),
            new Criteria.None(),
            List.of(),
            List.of(),
            JsonNodeFactory.instance.objectNode());
    return new Workflow(
        new WorkflowId(NAME),
        NAME,
        NAME,
        "1.0.0",
        NAME,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(step));
  }
}
