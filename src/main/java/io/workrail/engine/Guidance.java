package io.workrail.engine;

import java.util.List;

/**
 * What the agent is told about the pending step.
 *
 * @param prompt role, hints, task and loop round as one text
 * @param requiresConfirmation whether a person has to agree before the step counts as done
 * @param validationCriteria the messages of the rules that the output has to pass
 */
public record Guidance(
    String prompt, boolean requiresConfirmation, List<String> validationCriteria) {
  public Guidance {
    validationCriteria = List.copyOf(validationCriteria);
  }
}
