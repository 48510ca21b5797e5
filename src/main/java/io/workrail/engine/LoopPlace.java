package io.workrail.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.workflow.Condition;
import java.util.Map;

/**
 * Where a pending step stands in its loop.
 *
 * @param round from 1
 * @param variables what the loop gives to the conditions inside it
 * @param confirmation whether a person has to agree to the loop; asked with its first step only
 */
public record LoopPlace(
    String loopId, int round, Map<String, JsonNode> variables, Condition confirmation) {
  public LoopPlace {
    variables = Map.copyOf(variables);
  }
}
