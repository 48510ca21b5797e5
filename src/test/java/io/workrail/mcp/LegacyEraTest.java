package io.workrail.mcp;

import static io.workrail.mcp.McpFixture.AGENT;
import static io.workrail.mcp.McpFixture.body;
import static io.workrail.mcp.McpFixture.errorCode;
import static io.workrail.mcp.McpFixture.request;
import static io.workrail.mcp.McpFixture.versionHeader;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.auth.Role;
import io.workrail.workflow.catalog.DirectorySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LegacyEraTest {
  private final McpFixture mcp = new McpFixture(false);

  @ParameterizedTest
  @CsvSource({
    "2025-03-26,2025-03-26",
    "2025-06-18,2025-06-18",
    "2025-11-25,2025-11-25",
    "2026-07-28,2025-11-25",
    "1999-01-01,2025-11-25"
  })
  void initializeEchoesASupportedVersionAndElseOffersTheNewest(String asked, String answered) {
    McpReply reply =
        mcp.legacy("initialize", "{\"protocolVersion\":\"%s\"}".formatted(asked), AGENT);
    JsonNode result = body(reply).path("result");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(result.path("protocolVersion").asText()).isEqualTo(answered);
    assertThat(result.path("serverInfo").path("name").asText()).isEqualTo("workrail");
    assertThat(result.path("instructions").asText()).contains("workflow_start");
    assertThat(result.path("capabilities").has("tools")).isTrue();
  }

  @Test
  void initializeIsNeverAnErrorAndBelongsToThisEra() {
    for (String params : new String[] {"{}", "{\"protocolVersion\":5}"}) {
      JsonNode result = body(mcp.legacy("initialize", params, AGENT)).path("result");
      assertThat(result.path("protocolVersion").asText()).isEqualTo("2025-11-25");
      assertThat(result.has("resultType")).isFalse();
      assertThat(result.has("_meta")).isFalse();
    }
  }

  @Test
  void resultsHaveNothingOfTheLaterEra() {
    for (String method : new String[] {"tools/list", "resources/list"}) {
      JsonNode result = body(mcp.legacy(method, "{}", AGENT)).path("result");
      assertThat(result.has("resultType")).isFalse();
      assertThat(result.has("ttlMs")).isFalse();
      assertThat(result.has("_meta")).isFalse();
    }
    assertThat(errorCode(mcp.legacy("server/discover", "{}", AGENT))).isEqualTo(-32601);
  }

  @Test
  void aToolCalledByANotificationDoesNothing() {
    assertThat(mcp.legacy("{\"jsonrpc\":\"2.0\",\"method\":\"workflow_list\"}"))
        .isEqualTo(McpReply.accepted());
  }

  @Test
  void pingIsAnsweredWithAnEmptyObject() {
    assertThat(body(mcp.legacy("ping", "{}", AGENT)).path("result")).isEmpty();
  }

  @Test
  void notificationsAndResponsesAreAccepted() {
    assertThat(mcp.legacy("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}"))
        .isEqualTo(McpReply.accepted());
    assertThat(mcp.legacy("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}"))
        .isEqualTo(McpReply.accepted());
  }

  @Test
  void unknownMethodIsAnErrorOverStatus200() {
    McpReply reply = mcp.legacy("logging/setLevel", "{}", AGENT);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(errorCode(reply)).isEqualTo(-32601);
  }

  @Test
  void unsupportedVersionHeaderIs400ExceptOnInitialize() {
    assertThat(mcp.send(request("ping", "{}"), versionHeader("2020-01-01"), AGENT).status())
        .isEqualTo(400);
    assertThat(mcp.send(request("initialize", "{}"), versionHeader("2020-01-01"), AGENT).status())
        .isEqualTo(200);
    assertThat(mcp.send(request("initialize", "{}"), versionHeader("2026-07-28"), AGENT).status())
        .isEqualTo(200);
  }

  @Test
  void runsABatchWithoutVersionHeader() {
    String batch = "[" + request("ping", "{}") + "," + request("tools/list", "{}") + "]";
    JsonNode replies = body(mcp.legacy(batch));
    assertThat(replies).hasSize(2);
    assertThat(replies.path(1).path("result").path("tools")).isNotEmpty();
    assertThat(body(mcp.send(batch, versionHeader("2025-03-26"), AGENT))).hasSize(2);
  }

  @Test
  void aBatchAnswersEachOfItsMessages() {
    String batch =
        "[5,"
            + request("no/such", "{}")
            + ",{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"},"
            + request("ping", "{}")
            + "]";
    JsonNode replies = body(mcp.legacy(batch));
    assertThat(replies).hasSize(3);
    assertThat(replies.path(0).path("error").path("code").asInt()).isEqualTo(-32600);
    assertThat(replies.path(0).path("id").isNull()).isTrue();
    assertThat(replies.path(1).path("error").path("code").asInt()).isEqualTo(-32601);
    assertThat(replies.path(2).has("result")).isTrue();
  }

  @Test
  void aBatchOfNotificationsIsAccepted() {
    assertThat(mcp.legacy("[{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}]"))
        .isEqualTo(McpReply.accepted());
  }

  @Test
  void refusesBatchesThatAreForbiddenEmptyLongOrOpening() {
    String ping = request("ping", "{}");
    String long21 = "[" + (ping + ",").repeat(20) + ping + "]";
    assertThat(mcp.send("[" + ping + "]", versionHeader("2025-06-18"), AGENT).status())
        .isEqualTo(400);
    assertThat(errorCode(mcp.legacy("[]"))).isEqualTo(-32600);
    assertThat(errorCode(mcp.legacy(long21))).isEqualTo(-32600);
    assertThat(errorCode(mcp.legacy("[" + request("initialize", "{}") + "]"))).isEqualTo(-32600);
  }

  @Test
  void aMethodNamedLikeAToolIsAnsweredDirectly() {
    JsonNode result =
        body(mcp.legacy("workflow_get", "{\"id\":\"bug-investigation\"}", AGENT)).path("result");
    assertThat(result.path("id").asText()).isEqualTo("bug-investigation");
    assertThat(result.has("content")).isFalse();
  }

  @Test
  void directErrorsHaveCodesAndData() {
    McpReply missing = mcp.legacy("workflow_get", "{\"id\":\"bug-investigaton\"}", AGENT);
    assertThat(errorCode(missing)).isEqualTo(-32001);
    JsonNode data = body(missing).path("error").path("data");
    assertThat(data.path("workflowId").asText()).isEqualTo("bug-investigaton");
    assertThat(data.path("didYouMean").asText()).isEqualTo("bug-investigation");

    String unknownStep = "{\"workflowId\":\"bug-investigation\",\"stepId\":\"no\",\"output\":\"\"}";
    assertThat(errorCode(mcp.legacy("workflow_validate", unknownStep, AGENT))).isEqualTo(-32003);
    assertThat(errorCode(mcp.legacy("workflow_get", "{}", AGENT))).isEqualTo(-32602);
    assertThat(errorCode(mcp.legacy("workflow_list", "{\"cursor\":\"x\"}", AGENT)))
        .isEqualTo(-32602);
    String large =
        "{\"workflowId\":\"bug-investigation\",\"context\":{\"p\":\"%s\"}}"
            .formatted("x".repeat(140_000));
    assertThat(errorCode(mcp.legacy("workflow_next", large, AGENT))).isEqualTo(-32005);
  }

  @Test
  void aPatternThatCostsTooMuchIsAFaultOfTheDocument(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("costly.json"),
        """
        {"id":"costly","name":"Costly","description":"Has a bad pattern.","version":"1.0.0",
         "steps":[{"id":"only-step","title":"Only","prompt":"Do it.",
                   "runCondition":{"var":"text","matches":"a*a*a*a*a*a*a*a*a*b"}}]}""");
    McpFixture costly = new McpFixture(false, new DirectorySource(folder));
    String arguments =
        "{\"workflowId\":\"costly\",\"context\":{\"text\":\"%s!\"}}".formatted("a".repeat(200));
    assertThat(errorCode(costly.legacy("workflow_next", arguments, AGENT))).isEqualTo(-32002);
    JsonNode result =
        body(costly.legacy(
                "tools/call",
                "{\"name\":\"workflow_next\",\"arguments\":%s}".formatted(arguments),
                AGENT))
            .path("result");
    assertThat(result.path("isError").asBoolean()).isTrue();
    assertThat(result.path("content").path(0).path("text").asText())
        .contains("repeating the call does not help");
  }

  @Test
  void anUnknownResourceHasTheCodeOfThisEra() {
    McpReply reply = mcp.legacy("resources/read", "{\"uri\":\"workrail://workflows/none\"}", AGENT);
    assertThat(errorCode(reply)).isEqualTo(-32002);
    assertThat(body(reply).path("error").path("data").path("uri").asText())
        .isEqualTo("workrail://workflows/none");
    assertThat(errorCode(mcp.legacy("resources/read", "{}", AGENT))).isEqualTo(-32602);
  }

  @Test
  void aToolTheRolesForbidIsHiddenAndRefused() {
    var operator = McpFixture.caller(Role.OPERATOR);
    assertThat(body(mcp.legacy("tools/list", "{}", operator)).path("result").path("tools"))
        .hasSize(2);
    McpReply refused =
        mcp.legacy(
            "tools/call",
            "{\"name\":\"workflow_next\",\"arguments\":{\"workflowId\":\"bug-investigation\"}}",
            operator);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(errorCode(refused)).isEqualTo(403);
    McpReply direct =
        mcp.legacy("workflow_next", "{\"workflowId\":\"bug-investigation\"}", operator);
    assertThat(direct.status()).isEqualTo(403);
    assertThat(errorCode(direct)).isEqualTo(-32007);
  }
}
