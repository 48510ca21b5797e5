package io.workrail.mcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.auth.Role;
import io.workrail.mcp.McpCall;
import io.workrail.session.SessionService;

/** {@code workflow_abandon}: the work ends here. */
public final class WorkflowAbandonTool implements Tool {
  private final ToolSpec spec = ToolSpec.load("workflow_abandon", Role.WORKERS);
  private final SessionService sessions;

  /** The tool over the sessions. */
  public WorkflowAbandonTool(SessionService sessions) {
    this.sessions = sessions;
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public ToolResult call(ObjectNode arguments, McpCall call) {
    return SessionCalls.result(
        sessions.abandon(
            arguments.path("continueToken").asText(),
            arguments.path("reason").asText(),
            SessionCalls.requester(call)));
  }
}
