package io.workrail.mcp;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.workflow.WorkflowId;
import java.util.HashSet;
import java.util.Set;

/**
 * Whether agents may work without a session, keeping the history themselves: {@code true}, {@code
 * false}, or a list of the workflows for which they may not. Immutable.
 */
public final class StatelessTools {
  /** For every workflow. */
  public static final StatelessTools ALLOWED = new StatelessTools(true, Set.of());

  private final boolean offered;
  private final Set<String> refused;

  private StatelessTools(boolean offered, Set<String> refused) {
    this.offered = offered;
    this.refused = Set.copyOf(refused);
  }

  /**
   * As the configuration writes it.
   *
   * @throws IllegalArgumentException for anything else
   */
  @JsonCreator
  public static StatelessTools of(JsonNode setting) {
    if (setting.isBoolean() || setting.isTextual()) {
      return switch (setting.asText()) {
        case "true" -> ALLOWED;
        case "false" -> new StatelessTools(false, Set.of());
        default -> throw notUnderstood();
      };
    }
    Set<String> ids = new HashSet<>();
    for (JsonNode id : setting) {
      if (!WorkflowId.isValid(id.asText())) {
        throw notUnderstood();
      }
      ids.add(id.asText());
    }
    return new StatelessTools(true, ids);
  }

  /** As the configuration writes it. */
  @JsonValue
  Object setting() {
    return refused.isEmpty() ? offered : refused;
  }

  /** Whether {@code workflow_next} is there at all. */
  public boolean areOffered() {
    return offered;
  }

  /** Whether a workflow may be worked through without a session. */
  public boolean allow(String workflowId) {
    return offered && !refused.contains(workflowId);
  }

  private static IllegalArgumentException notUnderstood() {
    return new IllegalArgumentException(
        "must be true, false, or a list of the ids of workflows that need a session");
  }
}
