package io.workrail.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * One thing for the agent to do.
 *
 * @param prompt what to do
 * @param agentRole the perspective to take
 * @param guidance short hints, shown as a list before the prompt
 * @param functionReferences calls such as {@code measure()} whose definitions the prompt shows
 */
public record StandardStep(
    String id,
    String title,
    String prompt,
    Optional<String> agentRole,
    List<String> guidance,
    Condition runCondition,
    Condition requireConfirmation,
    Criteria validationCriteria,
    List<FunctionDefinition> functionDefinitions,
    List<String> functionReferences,
    ObjectNode source)
    implements Step {

  public StandardStep {
    guidance = List.copyOf(guidance);
    functionDefinitions = List.copyOf(functionDefinitions);
    functionReferences = List.copyOf(functionReferences);
  }
}
