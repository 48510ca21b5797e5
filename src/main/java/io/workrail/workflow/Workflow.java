package io.workrail.workflow;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A workflow document as the engine sees it. Immutable.
 *
 * @param version a semantic version (semver.org 2.0.0)
 * @param category {@code default} when the document names none
 * @param steps the top-level steps in document order, at least one
 */
public record Workflow(
    WorkflowId id,
    String name,
    String description,
    String version,
    String category,
    List<String> tags,
    List<String> preconditions,
    List<String> clarificationPrompts,
    List<String> metaGuidance,
    List<FunctionDefinition> functionDefinitions,
    List<Step> steps) {

  public Workflow {
    tags = List.copyOf(tags);
    preconditions = List.copyOf(preconditions);
    clarificationPrompts = List.copyOf(clarificationPrompts);
    metaGuidance = List.copyOf(metaGuidance);
    functionDefinitions = List.copyOf(functionDefinitions);
    steps = List.copyOf(steps);
  }

  /** Every step an agent can be handed, those inside loops included, in document order. */
  public Stream<StandardStep> standardSteps() {
    return steps.stream()
        .flatMap(
            step -> {
              if (step instanceof StandardStep standard) {
                return Stream.of(standard);
              }
              return ((LoopStep) step).inlineBody().stream();
            });
  }

  /** The step an agent is handed under this id. */
  public Optional<StandardStep> findStandardStep(String stepId) {
    return standardSteps().filter(step -> step.id().equals(stepId)).findFirst();
  }
}
