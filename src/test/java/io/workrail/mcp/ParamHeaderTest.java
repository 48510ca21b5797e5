package io.workrail.mcp;

import static io.workrail.mcp.McpFixture.AGENT;
import static io.workrail.mcp.McpFixture.MODERN;
import static io.workrail.mcp.McpFixture.errorCode;
import static io.workrail.mcp.McpFixture.json;
import static io.workrail.mcp.McpFixture.meta;
import static org.assertj.core.api.Assertions.assertThat;

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

/** A tool may ask clients to repeat an argument in a header; and a tool may fail. */
class ParamHeaderTest {
  private static final class RegionTool implements Tool {
    private final ToolSpec spec =
        ToolSpec.of(
            (ObjectNode)
                json(
                    """
                    {"name":"region","inputSchema":{"type":"object","properties":
                      {"region":{"type":"string","x-mcp-header":"Region"},
                       "limit":{"type":"integer","x-mcp-header":"Limit"},
                       "fail":{"type":"boolean"}}}}"""),
            json("{\"region\":\"eu\"}"),
            Set.of(Role.AGENT));

    @Override
    public ToolSpec spec() {
      return spec;
    }

    @Override
    public ToolResult call(ObjectNode arguments, McpCall call) {
      if (arguments.path("fail").asBoolean()) {
        throw new IllegalStateException("secret detail");
      }
      var blocks = StrictJson.mapper().createArrayNode();
      blocks.addObject().put("type", "text").put("text", arguments.path("region").asText());
      return new ToolResult.Content(blocks);
    }
  }

  private final McpDispatcher dispatcher = dispatcher();

  @Test
  void theHeaderHasToAgreeWithTheArgument() {
    assertThat(call("{\"region\":\"eu\"}", Map.of("region", "eu"))).isZero();
    assertThat(call("{\"region\":\"eu\"}", Map.of("region", "us"))).isEqualTo(-32020);
    assertThat(call("{\"region\":\"eu\"}", Map.of())).isEqualTo(-32020);
    assertThat(call("{}", Map.of("region", "eu"))).isEqualTo(-32020);
    assertThat(call("{}", Map.of())).isZero();
    assertThat(call("{\"limit\":5,\"region\":null}", Map.of("limit", "5"))).isZero();
    assertThat(call("{\"limit\":5}", Map.of("limit", "6"))).isEqualTo(-32020);
    assertThat(call("{\"region\":\"größe\"}", Map.of("region", "=?base64?Z3LDtsOfZQ==?=")))
        .isZero();
  }

  @Test
  void ourFaultShowsAnIdAndNothingElse() {
    McpReply reply = send("{\"fail\":true}", Map.of());
    assertThat(reply.status()).isEqualTo(200);
    assertThat(errorCode(reply)).isEqualTo(-32603);
    assertThat(StrictJson.write(reply.body().orElseThrow()))
        .contains("correlationId")
        .doesNotContain("secret detail")
        .doesNotContain("IllegalState");
  }

  private int call(String arguments, Map<String, String> headers) {
    return errorCode(send(arguments, headers));
  }

  private McpReply send(String arguments, Map<String, String> headers) {
    String body =
        McpFixture.request(
            "tools/call",
            "{\"name\":\"region\",\"arguments\":%s,\"_meta\":%s}"
                .formatted(arguments, meta(MODERN)));
    return dispatcher.handle(
        body.getBytes(StandardCharsets.UTF_8),
        new McpHeaders(
            Optional.of(MODERN), Optional.of("tools/call"), Optional.of("region"), headers),
        AGENT);
  }

  private static McpDispatcher dispatcher() {
    WorkflowCatalog empty = new WorkflowCatalog(List.of(), new WorkflowValidator(), false);
    return new McpDispatcher(
        new McpOperations(
            new ToolRegistry(List.of(new RegionTool())),
            new WorkflowPrompts(empty),
            new WorkflowResources(empty)),
        false);
  }
}
