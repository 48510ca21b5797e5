package io.workrail.mcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.auth.Role;
import io.workrail.mcp.McpCall;
import io.workrail.session.Requester;
import io.workrail.session.SessionAnswer;
import io.workrail.session.SessionQuery;
import io.workrail.session.SessionService;
import io.workrail.session.SessionStatus;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** {@code workflow_resume}: finds sessions, goes on with one, or goes back in it. */
public final class WorkflowResumeTool implements Tool {
  private static final int PAGE = 20;

  private final ToolSpec spec = ToolSpec.load("workflow_resume", Role.WORKERS);
  private final SessionService sessions;

  /** The tool over the sessions. */
  public WorkflowResumeTool(SessionService sessions) {
    this.sessions = sessions;
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public ToolResult call(ObjectNode arguments, McpCall call) {
    Requester who = SessionCalls.requester(call);
    Optional<String> sessionId = text(arguments, "sessionId");
    if (sessionId.isEmpty()) {
      return arguments.has("rewindTo")
          ? missing("sessionId")
          : SessionCalls.result(sessions.list(query(arguments, who)));
    }
    if (!arguments.has("rewindTo")) {
      return SessionCalls.result(sessions.resume(sessionId.get(), who));
    }
    if (text(arguments, "reason").filter(reason -> !reason.isBlank()).isEmpty()) {
      return missing("reason");
    }
    return arguments.has("expectedRevision")
        ? SessionCalls.result(rewind(sessionId.get(), arguments, who))
        : missing("expectedRevision");
  }

  private SessionAnswer rewind(String sessionId, ObjectNode arguments, Requester who) {
    JsonNode target = arguments.path("rewindTo");
    return sessions.rewind(
        sessionId,
        target.path("stepId").asText(),
        target.has("round") ? Optional.of(target.path("round").asInt()) : Optional.empty(),
        arguments.path("reason").asText(),
        arguments.path("expectedRevision").asLong(),
        who);
  }

  private static SessionQuery query(ObjectNode arguments, Requester who) {
    Set<SessionStatus> open = EnumSet.of(SessionStatus.ACTIVE, SessionStatus.AWAITING_CONFIRMATION);
    return new SessionQuery(
        who.shared(),
        text(arguments, "status").flatMap(SessionStatus::find).map(Set::of).orElse(open),
        text(arguments, "workflowId"),
        Optional.empty(),
        text(arguments, "query").orElse(""),
        text(arguments, "cursor"),
        PAGE);
  }

  private static ToolResult missing(String name) {
    return new ToolResult.Refused(
        "\"%s\" is missing; going back needs all of: workflow_resume {\"sessionId\":\"ses_…\","
                .formatted(name)
            + "\"rewindTo\":{\"stepId\":\"…\"},\"reason\":\"…\",\"expectedRevision\":7}."
            + " Nothing was changed.");
  }

  private static Optional<String> text(ObjectNode arguments, String name) {
    return Optional.ofNullable(arguments.path(name).textValue());
  }
}
