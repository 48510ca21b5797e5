package io.workrail.mcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.http.RequestId;
import io.workrail.json.StrictJson;
import io.workrail.mcp.McpCall;
import io.workrail.session.Asking;
import io.workrail.session.PersonsAnswer;
import io.workrail.session.Requester;
import io.workrail.session.SessionAnswer;
import java.util.Optional;

/** What the session tools share: between the protocol's terms and those of sessions. */
final class SessionCalls {
  private static final String KEY = "confirm";
  private static final String ELICITATION = "elicitation";
  private static final int MAX_COMMENT = 2_000;

  private SessionCalls() {}

  static Requester requester(McpCall call) {
    return new Requester(call.caller(), call.client(), RequestId.current());
  }

  static ToolResult result(SessionAnswer answer) {
    if (answer instanceof SessionAnswer.Ask ask) {
      ObjectNode requests = StrictJson.mapper().createObjectNode();
      requests.set(KEY, question(ask.message()));
      return new ToolResult.InputRequired(requests, Optional.of(ask.requestState()));
    }
    return new ToolResult.Structured(((SessionAnswer.Reply) answer).json());
  }

  /** A client asks with a form when it declares the capability bare, or with its form mode. */
  static Asking asking(McpCall call) {
    JsonNode capability = call.capabilities().path(ELICITATION);
    boolean canAsk = capability.isObject() && (capability.isEmpty() || capability.has("form"));
    return canAsk ? new Asking.Possible(answer(call)) : new Asking.Impossible();
  }

  private static Optional<PersonsAnswer> answer(McpCall call) {
    JsonNode response = call.inputResponses().path(KEY);
    return call.requestState()
        .map(
            state ->
                new PersonsAnswer(
                    response.path("action").asText(),
                    response.path("content").path("decision").asText(),
                    Optional.ofNullable(response.path("content").path("comment").textValue()),
                    state));
  }

  private static ObjectNode question(String message) {
    ObjectNode request = StrictJson.mapper().createObjectNode().put("method", "elicitation/create");
    ObjectNode params = request.putObject("params").put("mode", "form").put("message", message);
    ObjectNode schema = params.putObject("requestedSchema").put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ObjectNode decision =
        properties.putObject("decision").put("type", "string").put("title", "Decision");
    ArrayNode choices = decision.putArray("oneOf");
    choices.addObject().put("const", "confirm").put("title", "Confirm");
    choices.addObject().put("const", "send_back").put("title", "Send back");
    properties
        .putObject("comment")
        .put("type", "string")
        .put("title", "Comment")
        .put("maxLength", MAX_COMMENT);
    schema.putArray("required").add("decision");
    return request;
  }
}
