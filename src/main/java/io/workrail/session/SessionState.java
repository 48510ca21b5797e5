package io.workrail.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What the engine needs to know of a session, and what people like to see of it. Immutable.
 *
 * @param history completed ids for the engine; a finished loop is one id, whatever its rounds
 * @param context what the agent has told, without the server's own keys; treated as immutable
 * @param completedCount completed steps, those of every round counted
 * @param lastCompleted the newest of them, oldest first, at most {@value #MAX_LAST_COMPLETED}
 */
public record SessionState(
    List<String> history,
    ObjectNode context,
    long completedCount,
    List<CompletedStep> lastCompleted) {
  /** Completed steps that a session remembers by name. */
  public static final int MAX_LAST_COMPLETED = 20;

  public SessionState {
    history = List.copyOf(history);
    lastCompleted = List.copyOf(lastCompleted);
  }
}
