package io.workrail.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.connect.FakeServer.Received;
import io.workrail.connect.FakeServer.Reply;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class StdioBridgeTest {
  private static final String META =
      """
      "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",\
      "io.modelcontextprotocol/clientCapabilities":{}}""";
  private static final Function<Received, Reply> ECHO =
      request ->
          request.body().has("id")
              ? Reply.result(request, "{\"method\":\"%s\"}".formatted(request.method()))
              : Reply.of(202, "");

  @Test
  void carriesARequestAndItsReply() throws Exception {
    try (FakeServer server = new FakeServer(ECHO);
        BridgeRun bridge = BridgeRun.to(server.address())) {
      JsonNode reply = bridge.ask("{\"jsonrpc\":\"2.0\",\"id\":\"a-1\",\"method\":\"ping\"}");
      assertThat(reply.path("id").asText()).isEqualTo("a-1");
      assertThat(reply.path("result").path("method").asText()).isEqualTo("ping");
      Received received = server.received().get(0);
      assertThat(received.header("Authorization")).hasValue("Bearer the-token");
      assertThat(received.header("Content-Type")).hasValue("application/json");
      assertThat(received.header("Accept")).hasValue("application/json, text/event-stream");
      assertThat(received.header("MCP-Protocol-Version")).isEmpty();
      assertThat(received.header("Mcp-Method")).isEmpty();
    }
  }

  @Test
  void tellsTheAgreedVersionAfterInitialize() throws Exception {
    Function<Received, Reply> server =
        request ->
            request.method().equals("initialize")
                ? Reply.result(request, "{\"protocolVersion\":\"2025-06-18\"}")
                : ECHO.apply(request);
    try (FakeServer fake = new FakeServer(server);
        BridgeRun bridge = BridgeRun.to(fake.address())) {
      String initialize = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}}";
      bridge.ask(initialize);
      bridge.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
      bridge.ask("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}");
      bridge.ask(initialize);
      assertThat(fake.received())
          .allSatisfy(
              received ->
                  assertThat(received.header("MCP-Protocol-Version").isPresent())
                      .isEqualTo(!received.method().equals("initialize")));
      assertThat(bridge.end()).isEmpty();
    }
  }

  @Test
  void repeatsPartsOfAModernBodyInHeaders() throws Exception {
    try (FakeServer server = new FakeServer(ECHO);
        BridgeRun bridge = BridgeRun.to(server.address())) {
      bridge.ask(request("resources/read", "\"uri\":\"workrail://workflows/größe\""));
      bridge.ask(request("tools/call", "\"name\":\"workflow_list\""));
      bridge.ask(request("server/discover", "\"x\":1"));
      List<Received> received = server.received();
      assertThat(received)
          .allSatisfy(r -> assertThat(r.header("MCP-Protocol-Version")).hasValue("2026-07-28"));
      assertThat(received.get(0).header("Mcp-Method")).hasValue("resources/read");
      assertThat(received.get(0).header("Mcp-Name"))
          .hasValue("=?base64?d29ya3JhaWw6Ly93b3JrZmxvd3MvZ3LDtsOfZQ==?=");
      assertThat(received.get(1).header("Mcp-Name")).hasValue("workflow_list");
      assertThat(received.get(2).header("Mcp-Name")).isEmpty();
    }
  }

  @Test
  void repeatsArgumentsInHeadersAsTheListOfToolsSays() throws Exception {
    Function<Received, Reply> behaviour =
        request -> {
          if (request.method().equals("tools/list")) {
            return Reply.result(
                request,
                """
                {"tools":[{"name":"query","inputSchema":{"properties":{
                 "region":{"type":"string","x-mcp-header":"Region"},"limit":{"x-mcp-header":"Limit"},
                 "other":{"type":"string"}}}}]}""");
          }
          return request.header("Mcp-Param-Region").isPresent()
              ? Reply.result(request, "{}")
              : Reply.error(request, 400, -32020);
        };
    try (FakeServer server = new FakeServer(behaviour);
        BridgeRun bridge = BridgeRun.to(server.address())) {
      String call =
          request(
              "tools/call",
              "\"name\":\"query\",\"arguments\":{\"region\":\" eu\",\"limit\":5,\"other\":\"x\"}");
      assertThat(bridge.ask(call).has("result")).isTrue();
      assertThat(bridge.ask(call).has("result")).isTrue();
      assertThat(server.received())
          .extracting(Received::method)
          .containsExactly("tools/call", "tools/list", "tools/call", "tools/call");
      Received last = server.received().get(3);
      assertThat(last.header("Mcp-Param-Region")).hasValue("=?base64?IGV1?=");
      assertThat(last.header("Mcp-Param-Limit")).hasValue("5");
      assertThat(last.header("Mcp-Param-Other")).isEmpty();
    }
  }

  @Test
  void answersInTheOrderInWhichRepliesCome() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    Function<Received, Reply> behaviour =
        request -> {
          if (request.body().path("id").asInt() == 1) {
            await(second);
          }
          return Reply.result(request, "{}");
        };
    try (FakeServer server = new FakeServer(behaviour);
        BridgeRun bridge = BridgeRun.to(server.address())) {
      bridge.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"slow\"}");
      assertThat(
              bridge.ask("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"fast\"}").path("id").asInt())
          .isEqualTo(2);
      second.countDown();
      assertThat(bridge.receive().path("id").asInt()).isEqualTo(1);
    }
  }

  @Test
  void notificationsAndResponsesHaveNoReply() throws Exception {
    try (FakeServer server = new FakeServer(request -> Reply.of(202, ""));
        BridgeRun bridge = BridgeRun.to(server.address())) {
      bridge.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\"}");
      bridge.send("{\"jsonrpc\":\"2.0\",\"id\":5,\"result\":{}}");
      bridge.send("");
      assertThat(bridge.end()).isEmpty();
      assertThat(server.received()).hasSize(2);
      assertThat(bridge.talk()).isEmpty();
    }
  }

  @Test
  void aLostNotificationIsToldToThePersonOnly() throws Exception {
    try (FakeServer server = new FakeServer(request -> Reply.of(500, ""));
        BridgeRun bridge = BridgeRun.to(server.address())) {
      bridge.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\"}");
      assertThat(bridge.end()).isEmpty();
      assertThat(bridge.talk()).contains("a notification was lost");
    }
  }

  @Test
  void whatIsNotJsonIsAnsweredHere() throws Exception {
    try (FakeServer server = new FakeServer(ECHO);
        BridgeRun bridge = BridgeRun.to(server.address())) {
      JsonNode reply = bridge.ask("{\"jsonrpc\":");
      assertThat(reply.path("error").path("code").asInt()).isEqualTo(-32700);
      assertThat(reply.path("id").isNull()).isTrue();
      assertThat(server.received()).isEmpty();
    }
  }

  @Test
  void passesErrorsOfTheProtocolOnAndNamesTheRequestTheyBelongTo() throws Exception {
    Function<Received, Reply> behaviour =
        request ->
            request.method().equals("known")
                ? Reply.error(request, 404, -32601)
                : new Reply(
                    429,
                    Map.of("Retry-After", "7"),
                    "{\"jsonrpc\":\"2.0\",\n\"error\":{\"code\":429,\"message\":\"slow down\"}}");
    try (FakeServer server = new FakeServer(behaviour);
        BridgeRun bridge = BridgeRun.to(server.address())) {
      assertThat(code(bridge.ask("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"known\"}")))
          .isEqualTo(-32601);
      JsonNode limited = bridge.ask("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"other\"}");
      assertThat(limited.path("id").asInt()).isEqualTo(2);
      assertThat(limited.path("error").path("message").asText()).isEqualTo("slow down");
    }
  }

  @Test
  void aRefusedArrayIsAnsweredWithAnArray() throws Exception {
    try (FakeServer server =
            new FakeServer(request -> Reply.of(401, "{\"code\":401,\"message\":\"expired\"}"));
        BridgeRun bridge = BridgeRun.to(server.address())) {
      JsonNode replies =
          bridge.ask(
              "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\"},"
                  + "{\"jsonrpc\":\"2.0\",\"method\":\"b\"},"
                  + "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"c\"}]");
      assertThat(replies).hasSize(2).allMatch(reply -> code(reply) == 401);
    }
  }

  @Test
  void finishesWhatIsOnItsWayWhenTheClientCloses() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    Function<Received, Reply> behaviour =
        request -> {
          await(closed);
          return Reply.result(request, "{}");
        };
    try (FakeServer server = new FakeServer(behaviour);
        BridgeRun bridge = BridgeRun.to(server.address())) {
      bridge.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"slow\"}");
      closed.countDown();
      assertThat(bridge.end()).hasSize(1);
    }
  }

  static int code(JsonNode reply) {
    return reply.path("error").path("code").asInt();
  }

  private static String request(String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":{%s,%s}}"
        .formatted(method, params, META);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
