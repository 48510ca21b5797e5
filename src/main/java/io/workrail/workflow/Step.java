package io.workrail.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A top-level entry of a workflow: something to do, or a loop over such things. */
public sealed interface Step permits StandardStep, LoopStep {
  /** Unique in the document. */
  String id();

  /** One line for people. */
  String title();

  /**
   * Whether the step takes part at all; {@link Condition.Always} when the document says nothing.
   */
  Condition runCondition();

  /** Whether a person has to agree; {@link Condition.Never} when the document says nothing. */
  Condition requireConfirmation();

  /** Functions that are defined for this step and what is inside it. */
  List<FunctionDefinition> functionDefinitions();

  /** The step as the document writes it; treated as immutable. */
  ObjectNode source();
}
