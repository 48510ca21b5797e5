package io.workrail.engine;

import io.workrail.workflow.StandardStep;

/** What comes next in a workflow. */
public sealed interface NextStep {
  /** The client's context with the loop variables and the server's own keys. */
  Context context();

  /** A step waits for the agent. */
  record Pending(StandardStep step, Guidance guidance, Context context) implements NextStep {}

  /**
   * The steps that remain wait for information.
   *
   * @param prompt names each variable and what to give
   */
  record NeedsContext(String prompt, Context context) implements NextStep {}

  /** Nothing is left to do. */
  record Complete(String prompt, Context context) implements NextStep {}
}
