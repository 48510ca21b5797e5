package io.workrail.mcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.auth.Role;
import io.workrail.mcp.McpCall;
import io.workrail.session.SessionService;
import io.workrail.session.StepInput;

/** {@code workflow_continue}: the pending step is done. */
public final class WorkflowContinueTool implements Tool {
  private final ToolSpec spec = ToolSpec.load("workflow_continue", Role.WORKERS);
  private final SessionService sessions;

  /** The tool over the sessions. */
  public WorkflowContinueTool(SessionService sessions) {
    this.sessions = sessions;
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public ToolResult call(ObjectNode arguments, McpCall call) {
    return SessionCalls.result(
        sessions.proceed(
            arguments.path("continueToken").asText(),
            StepInput.of(arguments),
            SessionCalls.asking(call),
            SessionCalls.requester(call)));
  }
}
