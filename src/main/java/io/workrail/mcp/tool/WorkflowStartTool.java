package io.workrail.mcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.auth.Role;
import io.workrail.mcp.McpCall;
import io.workrail.session.SessionService;

/** {@code workflow_start}: a session, and its first step. */
public final class WorkflowStartTool implements Tool {
  private final ToolSpec spec = ToolSpec.load("workflow_start", Role.WORKERS);
  private final SessionService sessions;

  /** The tool over the sessions. */
  public WorkflowStartTool(SessionService sessions) {
    this.sessions = sessions;
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public ToolResult call(ObjectNode arguments, McpCall call) {
    return SessionCalls.result(sessions.start(arguments, SessionCalls.requester(call)));
  }
}
