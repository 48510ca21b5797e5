package io.workrail.mcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Ticker;
import io.workrail.mcp.McpCall;
import io.workrail.ratelimit.LoopGuard;
import java.util.Optional;
import java.util.Set;

/**
 * What a model is told that makes the same call over and over. Goes for the tools that keep no
 * state; the others have rules of their own against going round in circles. Thread-safe.
 */
public final class LoopHints {
  /** The tools whose answer depends on their arguments and the catalogue alone. */
  public static final Set<String> STATELESS_TOOLS =
      Set.of(
          "workflow_list",
          "workflow_get",
          "workflow_next",
          "workflow_validate",
          "workflow_validate_json");

  private final LoopGuard guard;
  private final Set<String> tools;

  /** Hints for the tools with these names. */
  public LoopHints(LoopGuard guard, Set<String> tools) {
    this.guard = guard;
    this.tools = Set.copyOf(tools);
  }

  /** No hints at all. */
  public static LoopHints none() {
    return new LoopHints(new LoopGuard(Ticker.systemTicker()), Set.of());
  }

  /** Counts a call; a hint when it is one of too many. */
  Optional<String> observe(String tool, ObjectNode arguments, McpCall call) {
    boolean loop = tools.contains(tool) && guard.isLoop(call.caller().subject(), tool, arguments);
    return loop ? Optional.of(hint(tool)) : Optional.empty();
  }

  private static String hint(String tool) {
    return "Hint: you made this call of %s, with the same arguments, more than %d times within a"
            .formatted(tool, LoopGuard.TOLERATED)
        + " minute; the answer stays the same. %s If you cannot go on, stop and tell the user what"
            .formatted(advice(tool))
        + " is missing.";
  }

  private static String advice(String tool) {
    return switch (tool) {
      case "workflow_next" ->
          "When a step is done, add its id to completedSteps; what you found out goes into context.";
      case "workflow_validate" -> "Change the output as the issues say.";
      case "workflow_validate_json" -> "Change the document as the findings say.";
      default -> "Use the answer you have.";
    };
  }
}
