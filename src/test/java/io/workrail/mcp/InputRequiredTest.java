package io.workrail.mcp;

import static io.workrail.mcp.McpFixture.AGENT;
import static io.workrail.mcp.McpFixture.MODERN;
import static io.workrail.mcp.McpFixture.body;
import static io.workrail.mcp.McpFixture.errorCode;
import static io.workrail.mcp.McpFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.auth.Role;
import io.workrail.json.StrictJson;
import io.workrail.mcp.tool.Tool;
import io.workrail.mcp.tool.ToolRegistry;
import io.workrail.mcp.tool.ToolResult;
import io.workrail.mcp.tool.ToolSpec;
import io.workrail.workflow.catalog.WorkflowCatalog;
import io.workrail.workflow.validation.WorkflowValidator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A tool may ask the user through the client, when the client can. */
class InputRequiredTest {
  /** Asks for a name, greets it, and believes no state but its own. */
  private static final class GreetingTool implements Tool {
    private final ToolSpec spec =
        ToolSpec.of(
            (ObjectNode) json("{\"name\":\"greet\",\"inputSchema\":{\"type\":\"object\"}}"),
            json("{}"),
            Set.of(Role.AGENT));

    @Override
    public ToolSpec spec() {
      return spec;
    }

    @Override
    public ToolResult call(ObjectNode arguments, McpCall call) {
      call.requireCapability("elicitation");
      JsonNode name = call.inputResponses().path("who").path("content").path("name");
      if (!name.isTextual()) {
        return new ToolResult.InputRequired(
            (ObjectNode) json("{\"who\":{\"method\":\"elicitation/create\",\"params\":{}}}"),
            Optional.of("asked"));
      }
      if (!call.requestState().equals(Optional.of("asked"))) {
        throw RpcException.invalidParams("The requestState is not ours.");
      }
      ObjectNode result = StrictJson.mapper().createObjectNode();
      result.put("greeting", "Hello, " + name.asText() + ", by " + call.clientName().orElse("?"));
      return new ToolResult.Structured(result);
    }
  }

  private final McpDispatcher dispatcher = dispatcher();

  @Test
  void asksTheClientAndGoesOnWithItsAnswer() {
    JsonNode asked = body(send("{\"elicitation\":{}}", "")).path("result");
    assertThat(asked.path("resultType").asText()).isEqualTo("input_required");
    assertThat(asked.path("inputRequests").path("who").path("method").asText())
        .isEqualTo("elicitation/create");
    assertThat(asked.path("_meta").has("io.modelcontextprotocol/serverInfo")).isTrue();
    assertThat(asked.has("content")).isFalse();

    JsonNode done =
        body(send(
                "{\"elicitation\":{}}",
                """
                ,"requestState":"%s","inputResponses":
                {"who":{"action":"accept","content":{"name":"Ada"}}}"""
                    .formatted(asked.path("requestState").asText())))
            .path("result");
    assertThat(done.path("resultType").asText()).isEqualTo("complete");
    assertThat(done.path("structuredContent").path("greeting").asText())
        .isEqualTo("Hello, Ada, by test-client");
  }

  @Test
  void namesTheCapabilityThatIsMissing() {
    McpReply reply = send("{\"sampling\":{}}", "");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(errorCode(reply)).isEqualTo(-32021);
    assertThat(body(reply).path("id").asInt()).isEqualTo(7);
    assertThat(body(reply).path("error").path("data").path("requiredCapabilities"))
        .isEqualTo(json("{\"elicitation\":{}}"));
  }

  @Test
  void anErrorOfTheProtocolIsNoResultOfTheTool() {
    McpReply reply =
        send(
            "{\"elicitation\":{}}",
            ",\"requestState\":\"forged\",\"inputResponses\":{\"who\":{\"content\":{\"name\":\"x\"}}}");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(errorCode(reply)).isEqualTo(-32602);
  }

  private McpReply send(String capabilities, String more) {
    String body =
        McpFixture.request(
            "tools/call",
            """
            {"name":"greet","arguments":{},"_meta":{
             "io.modelcontextprotocol/protocolVersion":"%s",
             "io.modelcontextprotocol/clientInfo":{"name":"test-client","version":"1"},
             "io.modelcontextprotocol/clientCapabilities":%s}%s}"""
                .formatted(MODERN, capabilities, more));
    return dispatcher.handle(
        body.getBytes(StandardCharsets.UTF_8),
        new McpHeaders(
            Optional.of(MODERN), Optional.of("tools/call"), Optional.of("greet"), Map.of()),
        AGENT);
  }

  private static McpDispatcher dispatcher() {
    WorkflowCatalog empty = new WorkflowCatalog(List.of(), new WorkflowValidator(), false);
    return new McpDispatcher(
        new McpOperations(
            new ToolRegistry(List.of(new GreetingTool())),
            new WorkflowPrompts(empty),
            new WorkflowResources(empty)),
        false);
  }
}
