package io.workrail.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Steps that are repeated. */
public record LoopStep(
    String id,
    String title,
    LoopRule rule,
    Body body,
    Condition runCondition,
    Condition requireConfirmation,
    List<FunctionDefinition> functionDefinitions,
    ObjectNode source)
    implements Step {

  public LoopStep {
    functionDefinitions = List.copyOf(functionDefinitions);
  }

  /** What is repeated. */
  public sealed interface Body permits Inline, Reference {}

  /** Steps written inside the loop. */
  public record Inline(List<StandardStep> steps) implements Body {
    public Inline {
      steps = List.copyOf(steps);
    }
  }

  /** Another top-level step, which is then offered only inside the loop. */
  public record Reference(String stepId) implements Body {}

  /** The steps written inside the loop; empty for a body by reference. */
  public List<StandardStep> inlineBody() {
    return body instanceof Inline inline ? inline.steps() : List.of();
  }
}
