package io.workrail;

import static io.workrail.HttpFixture.request;
import static io.workrail.HttpFixture.send;
import static io.workrail.HttpFixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.dropwizard.testing.junit5.DropwizardExtensionsSupport;
import io.workrail.auth.Role;
import io.workrail.json.StrictJson;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest.Builder;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Every request that somebody answers for has one line in the log, with its id. */
@ExtendWith(DropwizardExtensionsSupport.class)
class RequestLinesIT {
  private static final String CALLS = "io.workrail.calls";
  private static final String REQUESTS = "io.workrail.requests";
  private static final String SECRET = "hunter2";

  @TempDir static Path data;

  private static final DropwizardAppExtension<WorkRailConfiguration> app =
      HttpFixture.application(() -> data);

  @Test
  void theApiTellsRouteSubjectAndStatusAndNothingOfTheClient() throws Exception {
    JsonNode line = lineOf(api("/api/v1/sessions/" + SECRET).header("X-Other", SECRET));
    assertThat(line.path("logger").asText()).isEqualTo(REQUESTS);
    assertThat(line.path("method").asText()).isEqualTo("GET");
    assertThat(line.path("route").asText()).isEqualTo("/api/v1/sessions/{id}");
    assertThat(line.path("status").asInt()).isEqualTo(404);
    assertThat(line.path("subject").asText()).isEqualTo("it");
    assertThat(line.path("duration").asDouble()).isPositive();
    assertThat(line.has("reason")).isFalse();
    assertThat(routeOf(api("/api/v1/sessions?after=" + SECRET))).isEqualTo("/api/v1/sessions");
    assertThat(routeOf(api("/api/v1/workflows/code-review"))).isEqualTo("/api/v1/workflows/{id}");
    assertThat(routeOf(api("/api/v1/" + SECRET))).isEqualTo("/api/v1/*");
    assertThat(Files.readString(log())).doesNotContain(SECRET, token(Role.AGENT).split("\\.")[0]);
  }

  @Test
  void theLineSaysWhyTheApiRefused() throws Exception {
    JsonNode nameless = lineOf(request(app.getLocalPort(), "/api/v1/sessions"));
    assertThat(nameless.path("status").asInt()).isEqualTo(401);
    assertThat(nameless.path("reason").asText()).isEqualTo("missing");
    assertThat(nameless.path("route").asText()).isEqualTo("/api/v1/sessions");
    assertThat(nameless.has("subject")).isFalse();
    JsonNode foreign = lineOf(api("/api/v1/sessions").header("Origin", "https://evil.example"));
    assertThat(foreign.path("status").asInt()).isEqualTo(403);
    assertThat(foreign.path("reason").asText()).isEqualTo("foreign_origin");
  }

  @Test
  void operationsTellWhoDidWhat() throws Exception {
    JsonNode done = lineOf(operation("/tasks/gc").header("Authorization", operator()));
    assertThat(done.path("method").asText()).isEqualTo("POST");
    assertThat(done.path("route").asText()).isEqualTo("/tasks/gc");
    assertThat(done.path("status").asInt()).isEqualTo(200);
    assertThat(done.path("subject").asText()).isEqualTo("it");
    JsonNode unknown =
        lineOf(operation("/tasks/" + SECRET + "?a=b").header("Authorization", operator()));
    assertThat(unknown.path("route").asText()).isEqualTo("/tasks/*");
    assertThat(unknown.path("status").asInt()).isEqualTo(404);
    JsonNode refused = lineOf(operation("/tasks/gc").header("Authorization", "Bearer x"));
    assertThat(refused.path("status").asInt()).isEqualTo(401);
    assertThat(refused.path("reason").asText()).isEqualTo("malformed");
  }

  @Test
  void aCallHasItsOwnLineAndNoOther() throws Exception {
    String ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
    JsonNode call = lineOf(mcp(ping).header("Authorization", agent()));
    assertThat(call.path("logger").asText()).isEqualTo(CALLS);
    assertThat(call.path("status").asText()).isEqualTo("ok");
    assertThat(call.has("httpStatus")).isFalse();
    assertRefused(mcp(ping), 401, "missing");
    assertRefused(mcp(ping).header("Origin", "https://evil.example"), 403, "foreign_origin");
    assertRefused(
        mcp(ping).header("Authorization", "Bearer " + token(Role.METRICS)),
        403,
        "insufficient_scope");
    assertRefused(
        mcp("x".repeat(1024 * 1024 + 1)).header("Authorization", agent()), 413, "too_large");
  }

  @Test
  void whatTheEndpointDoesNotTakeForACallHasALineToo() throws Exception {
    JsonNode line = lineOf(request(app.getLocalPort(), "/mcp"));
    assertThat(line.path("logger").asText()).isEqualTo(REQUESTS);
    assertThat(line.path("route").asText()).isEqualTo("/mcp");
    assertThat(line.path("status").asInt()).isEqualTo(405);
  }

  @Test
  void whatIsNotAnsweredAsWantedHasALineWhereverItWasAsked() throws Exception {
    JsonNode scrape = lineOf(request(app.getLocalPort(), "/metrics"));
    assertThat(scrape.path("route").asText()).isEqualTo("/metrics");
    assertThat(scrape.path("status").asInt()).isEqualTo(401);
    assertThat(scrape.path("reason").asText()).isEqualTo("missing");
    for (int port : List.of(app.getLocalPort(), app.getAdminPort())) {
      JsonNode nowhere = lineOf(request(port, "/" + SECRET));
      assertThat(nowhere.path("route").asText()).isEqualTo("other");
      assertThat(nowhere.path("status").asInt()).isEqualTo(404);
    }
    JsonNode foreign =
        lineOf(request(app.getAdminPort(), "/threads").header("Origin", "https://evil.example"));
    assertThat(foreign.path("route").asText()).isEqualTo("/threads");
    assertThat(foreign.path("status").asInt()).isEqualTo(403);
    for (String probe : List.of("/ready", "/health", "/schemas/workflow.json")) {
      String id = UUID.randomUUID().toString();
      send(request(app.getLocalPort(), probe).header("X-Request-Id", id));
      lineOf(request(app.getLocalPort(), "/" + SECRET));
      assertThat(linesOf(id)).as(probe).isEmpty();
    }
    assertThat(Files.readString(log())).doesNotContain(SECRET);
  }

  @Test
  void anErrorOfTheDispatcherNamesTheRequestOfItsLine() throws Exception {
    String unknown = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"no/such\"}";
    HttpResponse<String> reply =
        send(mcp(unknown).header("Authorization", agent()).header("X-Request-Id", "of-an-error"));
    assertThat(StrictJson.parse(reply.body()).at("/error/data/requestId").textValue())
        .isEqualTo("of-an-error");
    assertThat(lineOf("of-an-error").path("status").asText()).isEqualTo("error");
  }

  private static void assertRefused(Builder call, int status, String reason) throws Exception {
    JsonNode line = lineOf(call);
    assertThat(line.path("logger").asText()).isEqualTo(CALLS);
    assertThat(line.path("status").asText()).isEqualTo("refused");
    assertThat(line.path("httpStatus").asInt()).isEqualTo(status);
    assertThat(line.path("reason").asText()).isEqualTo(reason);
  }

  private static String routeOf(Builder request) throws Exception {
    return lineOf(request).path("route").asText();
  }

  /** The only line of a request. */
  private static JsonNode lineOf(Builder request) throws Exception {
    String id = UUID.randomUUID().toString();
    send(request.header("X-Request-Id", id));
    return lineOf(id);
  }

  private static JsonNode lineOf(String id) throws Exception {
    Await.until("there is a line of " + id, () -> !linesOf(id).isEmpty());
    assertThat(linesOf(id)).hasSize(1);
    return linesOf(id).get(0);
  }

  private static List<JsonNode> linesOf(String id) throws Exception {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(log())) {
      // The last line may be half written.
      if (line.contains("\"requestId\":\"" + id + "\"") && line.endsWith("}")) {
        lines.add(StrictJson.parse(line));
      }
    }
    return lines;
  }

  private static Path log() {
    return data.resolve("logs/combined.log");
  }

  private static Builder api(String path) {
    return request(app.getLocalPort(), path).header("Authorization", agent());
  }

  private static Builder mcp(String body) {
    return request(app.getLocalPort(), "/mcp").POST(BodyPublishers.ofString(body));
  }

  private static Builder operation(String path) {
    return request(app.getAdminPort(), path).POST(BodyPublishers.noBody());
  }

  private static String agent() {
    return "Bearer " + token(Role.AGENT);
  }

  private static String operator() {
    return "Bearer " + token(Role.OPERATOR);
  }
}
