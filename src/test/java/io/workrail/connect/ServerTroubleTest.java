package io.workrail.connect;

import static io.workrail.connect.StdioBridgeTest.code;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.FreePort;
import io.workrail.connect.FakeServer.Received;
import io.workrail.connect.FakeServer.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client and its model are told when the server refuses or is not there. */
class ServerTroubleTest {
  private static final Duration PATIENT = Duration.ofSeconds(20);
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401|The token has expired.|put a new token into WORKRAIL_TOKEN",
        "403|Your token does not allow it.|Do not repeat the call",
        "404|There is nothing at this address.|ends in /mcp",
        "413|The body is larger than 1048576 bytes.|shorter arguments",
        "429|Too many calls.|Wait 7 seconds, then repeat the same call",
        "503|The server is busy.|Wait 7 seconds, then repeat the same call",
        "500|The server failed.|Repeat the call once"
      })
  void theReasonAndTheRemedyBecomeAnError(int status, String reason, String remedy)
      throws Exception {
    Function<Received, Reply> behaviour =
        request ->
            new Reply(
                status,
                Map.of("Retry-After", "7"),
                "{\"code\":%d,\"message\":\"%s\",\"requestId\":\"r-1\"}".formatted(status, reason));
    try (FakeServer server = new FakeServer(behaviour);
        BridgeRun bridge = BridgeRun.to(server.address())) {
      JsonNode reply = bridge.ask(PING);
      assertThat(reply.path("id").asInt()).isEqualTo(1);
      assertThat(code(reply)).isEqualTo(status);
      assertThat(reply.path("error").path("message").asText()).contains(reason).contains(remedy);
      assertThat(reply.path("error").path("data").path("retryAfterSeconds").asInt()).isEqualTo(7);
      assertThat(reply.path("error").path("data").path("requestId").asText()).isEqualTo("r-1");
    }
  }

  @Test
  void aPageOfAProxyIsNotPassedOn() throws Exception {
    try (FakeServer server = new FakeServer(request -> Reply.of(502, "<html>Bad</html>"));
        BridgeRun bridge = BridgeRun.to(server.address())) {
      JsonNode reply = bridge.ask(PING);
      assertThat(code(reply)).isEqualTo(502);
      assertThat(reply.toString()).contains("HTTP status 502").doesNotContain("html");
    }
  }

  @Test
  void aServerThatIsDownIsToldInWords() throws Exception {
    try (BridgeRun bridge =
        BridgeRun.to(ServerAddress.parse("http://127.0.0.1:" + FreePort.find()))) {
      JsonNode reply = bridge.ask(PING);
      assertThat(code(reply)).isEqualTo(503);
      assertThat(reply.path("error").path("message").asText())
          .contains("does not answer")
          .contains("Nothing was done")
          .contains("repeat the same call");
      assertThat(bridge.talk()).contains("does not answer");
    }
  }

  @Test
  void aRequestWaitsForARestart() throws Exception {
    int port = FreePort.find();
    try (BridgeRun bridge =
        BridgeRun.to(ServerAddress.parse("http://127.0.0.1:" + port), PATIENT)) {
      bridge.send(PING);
      try (FakeServer server =
          new FakeServer(port, request -> Reply.result(request, "{\"up\":true}"))) {
        assertThat(bridge.receive().path("result").path("up").asBoolean()).isTrue();
      }
    }
  }

  @Test
  void aServerThatIsBusyOrDrainingIsAskedAgain() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Function<Received, Reply> behaviour =
        request -> calls.incrementAndGet() < 3 ? Reply.of(503, "") : Reply.result(request, "{}");
    try (FakeServer server = new FakeServer(behaviour);
        BridgeRun bridge = BridgeRun.to(server.address(), PATIENT)) {
      assertThat(bridge.ask(PING).has("result")).isTrue();
      assertThat(calls).hasValue(3);
    }
  }

  @Test
  void aCallThatBrokeIsRepeatedOnlyWhenThatDoesNoHarm() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Function<Received, Reply> behaviour =
        request -> {
          if (request.method().equals("tools/list")) {
            return Reply.result(
                request,
                """
                {"tools":[{"name":"reads","annotations":{"readOnlyHint":true}},
                          {"name":"writes","annotations":{"readOnlyHint":false}}]}""");
          }
          return calls.incrementAndGet() == 1 ? Reply.of(-1, "") : Reply.result(request, "{}");
        };
    try (FakeServer server = new FakeServer(behaviour);
        BridgeRun bridge = BridgeRun.to(server.address(), PATIENT)) {
      bridge.ask("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");
      assertThat(bridge.ask(call("reads")).has("result")).isTrue();
      calls.set(0);
      JsonNode broken = bridge.ask(call("writes"));
      assertThat(code(broken)).isEqualTo(503);
      assertThat(broken.path("error").path("message").asText())
          .contains("Whether the call was carried out is not known");
      assertThat(calls).hasValue(1);
    }
  }

  @Test
  void aRenewedTokenFileCountsAtOnce(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "old\n");
    Function<Received, Reply> behaviour =
        request ->
            request.header("Authorization").orElseThrow().equals("Bearer new")
                ? Reply.result(request, "{}")
                : Reply.of(401, "{\"code\":401,\"message\":\"The token has expired.\"}");
    TokenSource token = TokenSource.of(file.toString(), Map.of());
    try (FakeServer server = new FakeServer(behaviour);
        BridgeRun bridge = BridgeRun.with(server.address(), token, SSLContext.getDefault())) {
      assertThat(bridge.ask(PING).path("error").path("message").asText())
          .contains("put a new token into the file " + file);
      Files.writeString(file, "new\n");
      assertThat(bridge.ask(PING).has("result")).isTrue();
      Files.delete(file);
      assertThat(bridge.ask(PING).path("error").path("message").asText())
          .contains("cannot be read");
    }
  }

  private static String call(String tool) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\"}}"
        .formatted(tool);
  }
}
