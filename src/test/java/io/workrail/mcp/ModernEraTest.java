package io.workrail.mcp;

import static io.workrail.mcp.McpFixture.AGENT;
import static io.workrail.mcp.McpFixture.MODERN;
import static io.workrail.mcp.McpFixture.body;
import static io.workrail.mcp.McpFixture.errorCode;
import static io.workrail.mcp.McpFixture.meta;
import static io.workrail.mcp.McpFixture.request;
import static io.workrail.mcp.McpFixture.versionHeader;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModernEraTest {
  private final McpFixture mcp = new McpFixture(false);

  @Test
  void discoverTellsVersionsCapabilitiesAndHowToWork() {
    JsonNode result = body(mcp.modern("server/discover", "{}")).path("result");
    assertThat(result.path("resultType").asText()).isEqualTo("complete");
    assertThat(result.path("supportedVersions")).hasSize(1);
    assertThat(result.path("supportedVersions").path(0).asText()).isEqualTo(MODERN);
    assertThat(result.path("ttlMs").asInt()).isEqualTo(60_000);
    assertThat(result.path("cacheScope").asText()).isEqualTo("private");
    assertThat(result.path("_meta").has("io.modelcontextprotocol/serverInfo")).isTrue();
  }

  @Test
  void aToolCallCarriesNoCacheHints() {
    JsonNode result =
        body(mcp.modern("tools/call", "{\"name\":\"workflow_list\",\"arguments\":{}}"))
            .path("result");
    assertThat(result.has("ttlMs")).isFalse();
    assertThat(result.path("structuredContent").path("workflows")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "initialize",
        "ping",
        "subscriptions/listen",
        "no/such",
        "workflow_list",
        "tools/"
      })
  void methodsOfOtherErasAre404(String method) {
    McpReply reply = mcp.modern(method, "{}");
    assertThat(reply.status()).isEqualTo(404);
    assertThat(errorCode(reply)).isEqualTo(-32601);
    assertThat(body(reply).path("id").asInt()).isEqualTo(7);
  }

  @Test
  void aNotificationIsAcceptedAndAResponseIsNot() {
    assertThat(
            mcp.send(
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\"}",
                versionHeader(MODERN),
                AGENT))
        .isEqualTo(McpReply.accepted());
    assertThat(
            mcp.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}", versionHeader(MODERN), AGENT)
                .status())
        .isEqualTo(400);
  }

  @Test
  void severalMessagesAtOnceAreRefused() {
    McpReply reply =
        mcp.send("[" + request("tools/list", "{}") + "]", versionHeader(MODERN), AGENT);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(errorCode(reply)).isEqualTo(-32600);
  }

  @Test
  void onlyListsAndReadingCarryCacheHints() {
    for (String method :
        new String[] {"tools/list", "prompts/list", "resources/list", "resources/templates/list"}) {
      assertThat(body(mcp.modern(method, "{}")).path("result").path("ttlMs").asInt())
          .isEqualTo(60_000);
    }
    JsonNode read = body(mcp.modern("resources/read", "{\"uri\":\"workrail://schema/workflow\"}"));
    assertThat(read.path("result").path("cacheScope").asText()).isEqualTo("private");
    JsonNode prompt = body(mcp.modern("prompts/get", "{\"name\":\"code-review\"}"));
    assertThat(prompt.path("result").has("ttlMs")).isFalse();
    assertThat(prompt.path("result").path("resultType").asText()).isEqualTo("complete");
  }

  @Test
  void theOrderOfTheChecksIsThatOfTheContract() {
    String noVersion = "{\"_meta\":{\"x\":1}}";
    assertThat(errorCode(mcp.send(request("no/such", noVersion), versionHeader(MODERN), AGENT)))
        .isEqualTo(-32602);
    String other = "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2099-01-01\"}}";
    assertThat(errorCode(mcp.send(request("no/such", other), versionHeader(MODERN), AGENT)))
        .isEqualTo(-32020);
    assertThat(errorCode(mcp.send(request("no/such", other), versionHeader("2099-01-01"), AGENT)))
        .isEqualTo(-32022);
    String bare = "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}}";
    assertThat(errorCode(mcp.send(request("no/such", bare), versionHeader(MODERN), AGENT)))
        .isEqualTo(-32602);
    String whole = "{\"_meta\":" + meta(MODERN) + "}";
    assertThat(errorCode(mcp.send(request("no/such", whole), versionHeader(MODERN), AGENT)))
        .isEqualTo(-32020);
  }

  @Test
  void headersHoldAsciiOnly() {
    String params = "{\"uri\":\"workrail://größe\",\"_meta\":" + meta(MODERN) + "}";
    McpHeaders raw =
        new McpHeaders(
            Optional.of(MODERN),
            Optional.of("resources/read"),
            Optional.of("workrail://größe"),
            Map.of());
    assertThat(errorCode(mcp.send(request("resources/read", params), raw, AGENT)))
        .isEqualTo(-32020);
  }

  @Test
  void missingMetaIsInvalidParams() {
    McpReply reply = mcp.send(request("tools/list", "{}"), versionHeader(MODERN), AGENT);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(errorCode(reply)).isEqualTo(-32602);
  }

  @Test
  void versionHeaderMustAgreeWithTheBody() {
    String body = request("tools/list", "{\"_meta\":" + meta(MODERN) + "}");
    assertThat(errorCode(mcp.send(body, McpHeaders.none(), AGENT))).isEqualTo(-32020);
    assertThat(errorCode(mcp.send(body, versionHeader("2025-11-25"), AGENT))).isEqualTo(-32020);
  }

  @Test
  void aSwitchAcceptsAModernBodyWithAnOlderHeader() {
    String body = request("tools/list", "{\"_meta\":" + meta(MODERN) + "}");
    McpHeaders headers =
        new McpHeaders(
            Optional.of("2025-11-25"), Optional.of("tools/list"), Optional.empty(), Map.of());
    assertThat(new McpFixture(true).send(body, headers, AGENT).status()).isEqualTo(200);
  }

  @Test
  void anotherVersionIsRefusedWithWhatIsSupported() {
    String body = request("tools/list", "{\"_meta\":" + meta("2099-01-01") + "}");
    McpReply reply = mcp.send(body, versionHeader("2099-01-01"), AGENT);
    assertThat(errorCode(reply)).isEqualTo(-32022);
    JsonNode data = body(reply).path("error").path("data");
    assertThat(data.path("requested").asText()).isEqualTo("2099-01-01");
    assertThat(data.path("supported")).hasSize(4);
  }

  @Test
  void clientCapabilitiesAreRequired() {
    String body =
        request(
            "tools/list",
            "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"" + MODERN + "\"}}");
    assertThat(errorCode(mcp.send(body, versionHeader(MODERN), AGENT))).isEqualTo(-32602);
  }

  @Test
  void methodAndNameHeadersMustAgree() {
    String params = "{\"name\":\"workflow_list\",\"_meta\":" + meta(MODERN) + "}";
    assertThat(call(params, "tools/list", "workflow_list")).isEqualTo(-32020);
    assertThat(call(params, "tools/call", "other")).isEqualTo(-32020);
    assertThat(call(params, "tools/call", "=?base64?d29ya2Zsb3dfbGlzdA==?=")).isZero();
    assertThat(call(params, "tools/call", "=?base64?***?=")).isEqualTo(-32020);
    assertThat(call(params, "tools/call", "=?base64?=")).isEqualTo(-32020);
    assertThat(call(params, "tools/call", "=?base64?d29ya2Zsb3dfbGlzdA?=")).isEqualTo(-32020);
    assertThat(call(params, "tools/call", "=?base64?/w==?=")).isEqualTo(-32020);
    assertThat(call("{\"_meta\":" + meta(MODERN) + "}", "tools/call", "x")).isEqualTo(-32602);
  }

  @Test
  void unknownNamesAreInvalidParamsOverStatus200() {
    assertThat(mcp.modern("tools/call", "{\"name\":\"workflow_nxt\"}").status()).isEqualTo(200);
    assertThat(errorCode(mcp.modern("tools/call", "{\"name\":\"workflow_nxt\"}")))
        .isEqualTo(-32602);
    assertThat(errorCode(mcp.modern("prompts/get", "{\"name\":\"none\"}"))).isEqualTo(-32602);
    assertThat(errorCode(mcp.modern("resources/read", "{\"uri\":\"x://y\"}"))).isEqualTo(-32602);
    assertThat(errorCode(mcp.modern("prompts/list", "{\"cursor\":\"zzz\"}"))).isEqualTo(-32602);
    assertThat(errorCode(mcp.modern("tools/list", "{\"cursor\":\"zzz\"}"))).isEqualTo(-32602);
    assertThat(errorCode(mcp.modern("tools/list", "{\"cursor\":5}"))).isEqualTo(-32602);
  }

  private int call(String params, String method, String name) {
    McpHeaders headers =
        new McpHeaders(Optional.of(MODERN), Optional.of(method), Optional.of(name), Map.of());
    return errorCode(mcp.send(request("tools/call", params), headers, AGENT));
  }
}
