package io.workrail.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a walk did in the place of the agent, so that a loop comes to its end.
 *
 * @param afterSteps how many steps were done by then
 */
public record ContextChange(int afterSteps, String loopId, Map<String, JsonNode> values) {
  public ContextChange {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
