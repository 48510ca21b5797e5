package io.workrail.mcp;

import static io.workrail.mcp.McpFixture.AGENT;
import static io.workrail.mcp.McpFixture.MODERN;
import static io.workrail.mcp.McpFixture.body;
import static io.workrail.mcp.McpFixture.errorCode;
import static io.workrail.mcp.McpFixture.versionHeader;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.workrail.json.StrictJson;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

class EnvelopeTest {
  private final McpFixture mcp = new McpFixture(false);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"a\":1,\"a\":2}",
        "{} {}",
        "NaN",
        "{\"jsonrpc\":\"2.0\",\"id\":1e999}",
        "/* */ {}"
      })
  void whatIsNotStrictJsonIsAParseError(String text) {
    McpReply legacy = mcp.legacy(text);
    assertThat(legacy.status()).isEqualTo(400);
    assertThat(errorCode(legacy)).isEqualTo(-32700);
    assertThat(body(legacy).path("id").isNull()).isTrue();

    McpReply modern = mcp.send(text, versionHeader(MODERN), AGENT);
    assertThat(errorCode(modern)).isEqualTo(-32700);
    assertThat(body(modern).has("id")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "\"x\"",
        "null",
        "{}",
        "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":5}",
        "{\"jsonrpc\":\"2.0\",\"id\":1}"
      })
  void whatBreaksJsonRpcIsAnInvalidRequest(String text) {
    assertThat(mcp.legacy(text).status()).isEqualTo(400);
    assertThat(errorCode(mcp.legacy(text))).isEqualTo(-32600);
    assertThat(errorCode(mcp.send(text, versionHeader(MODERN), AGENT))).isEqualTo(-32600);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "\"x\""})
  void paramsHaveToBeAnObject(String params) {
    assertThat(errorCode(mcp.legacy(McpFixture.request("ping", params)))).isEqualTo(-32602);
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 5_000, 100_000})
  void deepBodiesAreRefused(int depth) {
    String deep = "[".repeat(depth) + "]".repeat(depth);
    assertThat(errorCode(mcp.legacy(deep))).isEqualTo(-32700);
    assertThat(body(mcp.legacy(deep)).path("error").path("message").asText())
        .contains("256 levels")
        .doesNotContain("Stream");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"no/such\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[]}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"no_such\"}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"workflow_get\",\"params\":{\"id\":\"no-such\"}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/read\",\"params\":{\"uri\":\"a:b\"}}"
      })
  void everyErrorNamesItsRequest(String text) {
    MDC.put("requestId", "r-42");
    try {
      assertThat(errorOf(mcp.legacy(text)).at("/data/requestId").textValue()).isEqualTo("r-42");
      assertThat(errorOf(mcp.send(text, versionHeader(MODERN), AGENT)).at("/data/requestId"))
          .isEqualTo(TextNode.valueOf("r-42"));
    } finally {
      MDC.remove("requestId");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aToolThatFailedNamesItsRequestBesideTheTextForTheModel(boolean modern) {
    String call = "{\"name\":\"workflow_get\",\"arguments\":{\"id\":\"no-such\"}}";
    MDC.put("requestId", "r-42");
    try {
      McpReply reply =
          modern ? mcp.modern("tools/call", call) : mcp.legacy("tools/call", call, AGENT);
      JsonNode result = body(reply).path("result");
      assertThat(result.path("isError").asBoolean()).isTrue();
      assertThat(result.path("_meta").path("io.workrail/requestId").textValue()).isEqualTo("r-42");
      assertThat(result.path("content").toString()).doesNotContain("r-42");
      assertThat(result.path("_meta").has("io.modelcontextprotocol/serverInfo")).isEqualTo(modern);
    } finally {
      MDC.remove("requestId");
    }
  }

  private static JsonNode errorOf(McpReply reply) {
    return body(reply).path("error");
  }

  @Property(tries = 500)
  void noEnvelopeIsEverOurFault(@ForAll("envelopes") String text, @ForAll boolean modern) {
    McpReply reply = modern ? mcp.send(text, versionHeader(MODERN), AGENT) : mcp.legacy(text);
    assertThat(reply.status()).isLessThan(500);
    reply
        .body()
        .ifPresent(
            body ->
                assertThat(StrictJson.write(body))
                    .doesNotContain("-32603")
                    .doesNotContain("Exception")
                    .doesNotContain("io.workrail."));
  }

  @Property(tries = 500)
  void noHeaderIsEverOurFault(
      @ForAll("headers") String version,
      @ForAll("headers") String method,
      @ForAll("headers") String name,
      @ForAll("envelopes") String text) {
    McpHeaders headers =
        new McpHeaders(
            Optional.of(version), Optional.of(method), Optional.of(name), Map.of("x", name));
    McpReply reply = mcp.send(text, headers, AGENT);
    assertThat(reply.status()).isLessThan(500);
    reply.body().ifPresent(body -> assertThat(StrictJson.write(body)).doesNotContain("-32603"));
  }

  @Provide
  Arbitrary<String> headers() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "2026-07-28",
            "2025-11-25",
            "tools/call",
            "workflow_next",
            "=?base64?",
            "=?base64??=",
            "=?base64?=",
            "=?base64?d29ya2Zsb3dfbmV4dA==?=",
            "=?base64?gICA?="),
        Arbitraries.strings().ofMaxLength(40));
  }

  @Provide
  Arbitrary<String> envelopes() {
    Arbitrary<String> methods =
        Arbitraries.of(
            "tools/call",
            "tools/list",
            "prompts/get",
            "resources/read",
            "completion/complete",
            "workflow_next",
            "workflow_validate",
            "initialize",
            "x");
    Arbitrary<String> values =
        Arbitraries.of(
            "null",
            "1",
            "[]",
            "{}",
            "\"\"",
            "\"workflow_next\"",
            "\"bug-investigation\"",
            "{\"workflowId\":5}",
            "{\"workflowId\":\"bug-investigation\",\"completedSteps\":{}}",
            "{\"workflowId\":\"bug-investigation\",\"context\":\"{\\\"a\\\":1}\"}",
            "{\"type\":\"ref/resource\",\"uri\":\"workrail://workflows/{id}\"}",
            "\"\\ud800\"");
    Arbitrary<String> keys =
        Arbitraries.of(
            "name", "arguments", "uri", "ref", "argument", "cursor", "_meta", "workflowId", "id");
    Arbitrary<String> members =
        net.jqwik.api.Combinators.combine(keys, values).as((k, v) -> "\"" + k + "\":" + v);
    Arbitrary<String> params =
        members
            .list()
            .uniqueElements(m -> m.substring(0, 4))
            .ofMaxSize(4)
            .map(m -> "{" + String.join(",", m) + "}");
    return net.jqwik.api.Combinators.combine(methods, params)
        .as((method, p) -> McpFixture.request(method, p));
  }
}
