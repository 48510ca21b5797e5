package io.workrail.workflow.validation;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/**
 * A loop inside a loop breaks the schema in half a dozen places; this says the one thing that is
 * wrong instead.
 */
final class NestedLoops {
  private final Set<JsonPointer> pointers = new HashSet<>();

  NestedLoops(JsonNode document) {
    JsonNode steps = document.path("steps");
    for (int i = 0; i < steps.size(); i++) {
      JsonNode body = steps.path(i).path("body");
      for (int j = 0; j < body.size(); j++) {
        if (body.path(j).path("type").asText().equals("loop")) {
          pointers.add(JsonPointer.compile("/steps/" + i + "/body/" + j));
        }
      }
    }
  }

  void report(Findings findings) {
    for (JsonPointer pointer : pointers) {
      findings.error(
          pointer,
          "a loop inside a loop",
          "Move the inner loop to the top level, or make its steps part of this body.");
    }
  }

  /** Whether a place is such a loop or lies inside one. */
  boolean contain(JsonPointer pointer) {
    for (JsonPointer at = pointer; at != null; at = at.head()) {
      if (pointers.contains(at)) {
        return true;
      }
    }
    return false;
  }
}
