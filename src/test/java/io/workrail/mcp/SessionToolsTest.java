package io.workrail.mcp;

import static io.workrail.mcp.McpFixture.AGENT;
import static io.workrail.mcp.McpFixture.body;
import static io.workrail.mcp.McpFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.workrail.auth.Caller;
import io.workrail.auth.Role;
import io.workrail.json.StrictJson;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions as a client meets them. */
class SessionToolsTest {
  /** Satisfies the criteria on the way to the step of bug-investigation that a person confirms. */
  private static final String NOTES =
      "Reproduction command: none, five attempts\nObserved rate: 0/5\n"
          + "It printed ok. ".repeat(10);

  private static final String CONTEXT = "{\"reproKind\":\"never\"}";

  private final McpFixture mcp = new McpFixture("{}", "{}");

  @Test
  void everyResultSatisfiesTheOutputSchema() {
    JsonNode started = start("code-review");
    String token = token(started);
    List<JsonNode> results =
        List.of(
            started,
            call("workflow_checkpoint", args("continueToken", token, "notes", "Half."), AGENT),
            call("workflow_continue", args("continueToken", token, "notes", " "), AGENT),
            call("workflow_resume", args("sessionId", id(started)), AGENT),
            call("workflow_resume", args(), AGENT),
            call("workflow_abandon", args("continueToken", token, "reason", "Enough."), AGENT));

    assertThat(results)
        .extracting(result -> result.path("structuredContent").path("outcome").asText())
        .containsExactly("started", "checkpointed", "blocked", "resumed", "listed", "abandoned");
    for (JsonNode result : results) {
      assertThat(result.path("isError").asBoolean(true)).isFalse();
      JsonNode content = result.path("structuredContent");
      assertThat(json(result.path("content").path(0).path("text").asText())).isEqualTo(content);
      assertThat(
              SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                  .getSchema(outputSchema())
                  .validate(content))
          .isEmpty();
    }
  }

  @Test
  void namesTheClientInTheSession() {
    JsonNode started = start("code-review");

    JsonNode recap =
        structured(call("workflow_resume", args("sessionId", id(started)), AGENT)).path("recap");
    assertThat(recap.path("goal").asText()).isEqualTo("Make it work");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"form\":{}}"})
  void asksThePersonThroughAClientThatCan(String elicitation) {
    String capabilities = "{\"elicitation\":%s}".formatted(elicitation);
    McpFixture asking = new McpFixture("{}", "{}");
    ObjectNode arguments = pendingConfirmation(asking);

    JsonNode asked = tool(asking, "workflow_continue", params(arguments), capabilities);
    assertThat(asked.path("resultType").asText()).isEqualTo("input_required");
    JsonNode request = asked.path("inputRequests").path("confirm");
    assertThat(request.path("method").asText()).isEqualTo("elicitation/create");
    assertThat(request.path("params").path("mode").asText()).isEqualTo("form");
    assertThat(request.path("params").path("requestedSchema").path("required").path(0).asText())
        .isEqualTo("decision");

    ObjectNode repeated = params(arguments);
    repeated.set(
        "inputResponses",
        json("{\"confirm\":{\"action\":\"accept\",\"content\":{\"decision\":\"confirm\"}}}"));
    repeated.set("requestState", asked.path("requestState"));
    JsonNode answered = tool(asking, "workflow_continue", repeated, capabilities);
    assertThat(answered.path("resultType").asText()).isEqualTo("complete");
    assertThat(structured(answered).path("outcome").asText()).isEqualTo("advanced");
  }

  @Test
  void refusesAnAlteredStateAsInvalidParams() {
    ObjectNode arguments = pendingConfirmation(mcp);
    ObjectNode repeated = params(arguments).put("requestState", "AAAA");
    repeated.set("inputResponses", json("{\"confirm\":{\"action\":\"accept\"}}"));

    JsonNode reply =
        body(mcp.modernTool("workflow_continue", repeated, "{\"elicitation\":{}}", AGENT));
    assertThat(reply.path("error").path("code").asInt()).isEqualTo(-32602);
  }

  @Test
  void aClientThatCannotAskWithAFormReports() {
    ObjectNode arguments = pendingConfirmation(mcp);

    JsonNode result =
        tool(mcp, "workflow_continue", params(arguments), "{\"elicitation\":{\"url\":{}}}");
    assertThat(structured(result).path("outcome").asText()).isEqualTo("awaiting_confirmation");
  }

  @Test
  void tellsAModelWhyATokenIsStaleAndWhatToCall() {
    String token = token(start("code-review"));
    call("workflow_continue", args("continueToken", token, "notes", ""), AGENT);
    call("workflow_abandon", args("continueToken", token, "reason", "Enough."), AGENT);

    JsonNode result =
        call("workflow_continue", args("continueToken", token, "notes", "More."), AGENT);
    assertThat(result.path("isError").asBoolean()).isTrue();
    assertThat(result.path("content").path(0).path("text").asText())
        .startsWith("SESSION_ENDED: The session is abandoned");
    JsonNode unknown =
        call("workflow_continue", args("continueToken", "wr1.x", "notes", "More."), AGENT);
    assertThat(unknown.path("content").path(0).path("text").asText())
        .startsWith("UNKNOWN_SESSION")
        .contains("Next call: workflow_resume {}");
  }

  @Test
  void speaksJsonRpcErrorsInTheDirectForm() {
    JsonNode error =
        body(mcp.legacy("workflow_continue", args("continueToken", "wr1.x").toString(), AGENT))
            .path("error");

    assertThat(error.path("code").asInt()).isEqualTo(-32005);
    assertThat(error.path("data").path("reason").asText()).isEqualTo("UNKNOWN_SESSION");
    assertThat(error.path("data").path("nextCall").path("tool").asText())
        .isEqualTo("workflow_resume");
  }

  @Test
  void goingBackNeedsAReasonAndTheRevision() {
    String id = id(start("code-review"));
    ObjectNode arguments = args("sessionId", id);
    arguments.putObject("rewindTo").put("stepId", "x");

    assertThat(text(call("workflow_resume", arguments, AGENT))).contains("\"reason\" is missing");
    arguments.put("reason", "Wrong.");
    assertThat(text(call("workflow_resume", arguments, AGENT)))
        .contains("\"expectedRevision\" is missing");
    arguments.put("expectedRevision", 1);
    assertThat(text(call("workflow_resume", arguments, AGENT))).startsWith("STEP_NOT_COMPLETED");
  }

  @Test
  void operatorsAndApproversNeverWork() {
    for (Role role : new Role[] {Role.OPERATOR, Role.APPROVER}) {
      Caller caller = McpFixture.caller(role);
      JsonNode tools = body(mcp.legacy("tools/list", "{}", caller)).path("result").path("tools");
      assertThat(tools)
          .extracting(tool -> tool.path("name").asText())
          .containsExactly("workflow_list", "workflow_get");
      JsonNode refused =
          body(mcp.legacy("tools/call", "{\"name\":\"workflow_resume\",\"arguments\":{}}", caller));
      assertThat(refused.path("error").path("code").asInt()).isEqualTo(403);
    }
  }

  @Test
  void statelessWorkCanBeTurnedOff() {
    McpFixture off = new McpFixture("{\"statelessTools\":false}", "{}");
    McpFixture single = new McpFixture("{\"statelessTools\":[\"code-review\"]}", "{}");
    String next = "{\"name\":\"workflow_next\",\"arguments\":{\"workflowId\":\"%s\"}}";

    assertThat(body(off.legacy("tools/list", "{}", AGENT)).toString())
        .doesNotContain("\"workflow_next\"");
    assertThat(
            body(off.legacy("tools/call", next.formatted("code-review"), AGENT))
                .path("error")
                .path("code")
                .asInt())
        .isEqualTo(-32602);
    assertThat(
            text(
                body(single.legacy("tools/call", next.formatted("code-review"), AGENT))
                    .path("result")))
        .startsWith("SESSION_REQUIRED")
        .contains("workflow_start {\"workflowId\":\"code-review\"");
    assertThat(
            body(single.legacy("tools/call", next.formatted("bug-investigation"), AGENT))
                .path("result")
                .path("isError")
                .asBoolean(true))
        .isFalse();
  }

  /** Walks bug-investigation to the step that a person confirms; the arguments complete it. */
  private static ObjectNode pendingConfirmation(McpFixture mcp) {
    JsonNode reply =
        structured(
            tool(
                mcp,
                "workflow_start",
                params(args("workflowId", "bug-investigation", "goal", "Make it work")),
                "{}"));
    for (int i = 0; i < 20; i++) {
      if (reply.path("guidance").path("requiresConfirmation").asBoolean()) {
        return args("continueToken", reply.path("continueToken").asText(), "notes", NOTES);
      }
      ObjectNode arguments =
          args("continueToken", reply.path("continueToken").asText(), "notes", NOTES);
      arguments.set("context", json(CONTEXT));
      reply = structured(tool(mcp, "workflow_continue", params(arguments), "{}"));
      assertThat(reply.path("outcome").asText()).isEqualTo("advanced");
    }
    throw new AssertionError("no step wants confirmation");
  }

  private JsonNode start(String workflow) {
    return call("workflow_start", args("workflowId", workflow, "goal", "Make it work"), AGENT);
  }

  private JsonNode call(String tool, ObjectNode arguments, Caller caller) {
    return body(mcp.modernTool(tool, params(arguments), "{}", caller)).path("result");
  }

  private static JsonNode tool(
      McpFixture mcp, String tool, ObjectNode params, String capabilities) {
    return body(mcp.modernTool(tool, params, capabilities, AGENT)).path("result");
  }

  private JsonNode outputSchema() {
    JsonNode tools = body(mcp.legacy("tools/list", "{}", AGENT)).path("result").path("tools");
    for (JsonNode tool : tools) {
      if (tool.path("name").asText().equals("workflow_start")) {
        return tool.path("outputSchema");
      }
    }
    throw new AssertionError("workflow_start is not listed");
  }

  private static ObjectNode params(ObjectNode arguments) {
    return StrictJson.mapper().createObjectNode().set("arguments", arguments.deepCopy());
  }

  private static ObjectNode args(String... pairs) {
    ObjectNode arguments = StrictJson.mapper().createObjectNode();
    for (int i = 0; i < pairs.length; i += 2) {
      arguments.put(pairs[i], pairs[i + 1]);
    }
    return arguments;
  }

  private static JsonNode structured(JsonNode result) {
    assertThat(result.path("structuredContent").isObject()).as(result.toString()).isTrue();
    return result.path("structuredContent");
  }

  private static String token(JsonNode result) {
    return result.path("structuredContent").path("continueToken").asText();
  }

  private static String id(JsonNode result) {
    return result.path("structuredContent").path("session").path("id").asText();
  }

  private static String text(JsonNode result) {
    return result.path("content").path(0).path("text").asText();
  }
}
