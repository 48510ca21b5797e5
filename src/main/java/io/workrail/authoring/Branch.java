package io.workrail.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One way through a document, without its texts.
 *
 * @param assignment what was set from the start
 * @param changes what was set on the way, so that loops end
 * @param closing what the agent is told at the end
 */
public record Branch(
    Map<String, JsonNode> assignment,
    List<ContextChange> changes,
    List<Visit> visits,
    Outcome outcome,
    String closing) {
  public Branch {
    assignment = Collections.unmodifiableMap(new LinkedHashMap<>(assignment));
    changes = List.copyOf(changes);
    visits = List.copyOf(visits);
  }

  static Branch of(Map<String, JsonNode> assignment, Walk walk) {
    return new Branch(assignment, walk.changes(), walk.visits(), walk.outcome(), walk.closing());
  }
}
