package io.workrail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.json.StrictJson;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the packaged server writes while it works. */
class LogFilesIT {
  private static final String SECRET_CONTEXT = "the-password-is-hunter2";
  private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CALL =
      """
      {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"workflow_next",
       "arguments":{"workflowId":"bug-investigation","context":{"note":"%s"}}%s}}""";

  @TempDir Path folder;

  @Test
  void productionWritesJsonLinesThatTellOfEachCallAndNothingOfItsContent() throws Exception {
    Map<String, String> production =
        Map.of(
            "WORKRAIL_ENV", "production",
            "HOST", "127.0.0.1",
            "LOG_LEVEL", "info",
            "RATE_LIMIT_PER_MINUTE", "1");
    HttpResponse<String> reply;
    int port;
    try (PackagedServer server = PackagedServer.start(folder, production)) {
      port = server.port();
      String parent = "00-" + TRACE_ID + "-00f067aa0ba902b7-01";
      reply =
          server.post(
              CALL.formatted(SECRET_CONTEXT, ""), "X-Request-Id", "r-42", "traceparent", parent);
      assertThat(server.post(CALL.formatted("", ""), "X-Request-Id", "r-43").statusCode())
          .isEqualTo(429);
      server.stop();
    }
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.headers().firstValue("X-Request-Id")).hasValue("r-42");

    List<JsonNode> combined = lines(folder.resolve("logs/combined.log"));
    JsonNode call =
        combined.stream()
            .filter(line -> line.path("requestId").asText().equals("r-42"))
            .findFirst()
            .orElseThrow();
    assertThat(call.path("logger").asText()).isEqualTo("io.workrail.calls");
    assertThat(call.path("level").asText()).isEqualTo("INFO");
    assertThat(call.path("method").asText()).isEqualTo("tools/call");
    assertThat(call.path("tool").asText()).isEqualTo("workflow_next");
    assertThat(call.path("status").asText()).isEqualTo("ok");
    assertThat(call.path("subject").asText()).isEqualTo("ada");
    assertThat(call.path("duration").asDouble()).isPositive();
    assertThat(call.path("traceId").asText()).isEqualTo(TRACE_ID);
    assertThat(call.path("spanId").asText()).isEqualTo("00f067aa0ba902b7");
    assertThat(call.path("service").asText()).isEqualTo("workrail");
    assertThat(combined)
        .filteredOn(line -> line.path("requestId").asText().equals("r-43"))
        .singleElement()
        .satisfies(
            refused -> {
              assertThat(refused.path("status").asText()).isEqualTo("refused");
              assertThat(refused.path("httpStatus").asInt()).isEqualTo(429);
              assertThat(refused.path("reason").asText()).isEqualTo("rate_limited_subject");
              assertThat(refused.path("subject").asText()).isEqualTo("ada");
            });

    JsonNode started = lineOf(combined, "The server has started");
    assertThat(started.path("level").asText()).isEqualTo("INFO");
    assertThat(started.path("version").asText()).isNotEmpty();
    assertThat(started.path("environment").asText()).isEqualTo("production");
    assertThat(started.path("calls").asText()).isEqualTo("http://127.0.0.1:" + port);
    assertThat(started.path("operations").asText()).startsWith("http://127.0.0.1:");
    assertThat(started.path("publicUrl").asText()).isEqualTo("http://localhost:" + port);
    assertThat(started.path("database").asText()).startsWith("SQLite, ");
    assertThat(started.path("workflowStorage").asText()).isEqualTo("file");
    assertThat(started.path("workflows").asInt()).isEqualTo(11);
    JsonNode stopping = lineOf(combined, "Stopping: ");
    assertThat(combined.indexOf(started)).isLessThan(combined.indexOf(stopping));
    assertThat(lineOf(lines(folder.resolve("stdout")), "The server has started"))
        .isEqualTo(started);

    String everything =
        Files.readString(folder.resolve("logs/combined.log"))
            + Files.readString(folder.resolve("stdout"));
    assertThat(everything)
        .doesNotContain(SECRET_CONTEXT)
        .doesNotContain(HttpFixture.SECRET)
        .doesNotContain(PackagedServer.token().split("\\.")[0]);
    assertThat(lines(folder.resolve("stdout")))
        .as("JSON for the journal, without the lines of calls")
        .isNotEmpty()
        .noneMatch(line -> line.path("logger").asText().equals("io.workrail.calls"));
    assertThat(folder.resolve("logs/error.log")).exists();
  }

  @Test
  void developmentPrintsForPeople() throws Exception {
    try (PackagedServer server = PackagedServer.start(folder, Map.of())) {
      server.post(CALL.formatted("x", ""), "X-Request-Id", "r-43");
      server.stop();
    }
    assertThat(Files.readAllLines(folder.resolve("stdout")))
        .anyMatch(
            line ->
                line.contains("[r-43]")
                    && line.contains("method=tools/call")
                    && line.contains("tool=workflow_next")
                    && line.contains("status=ok"));
    assertThat(lines(folder.resolve("logs/combined.log"))).isNotEmpty();
  }

  @Test
  void aFolderOfLogsThatGoesAwayIsToldAndWrittenAgainWhenThereIsOne() throws Exception {
    Path logs = folder.resolve("logs");
    try (PackagedServer server =
        PackagedServer.start(folder, Map.of("HEALTH_CHECK_INTERVAL", "200"))) {
      Files.move(logs, folder.resolve("away"));
      server.await(() -> server.status("/health") == 503, "red");
      assertThat(HttpFixture.send(HttpFixture.request(server.port(), "/health")).body())
          .contains("\"name\":\"disk\",\"status\":\"error\"", "the folder " + logs + " is gone");
      assertThat(server.status("/ready")).as("calls are still answered").isEqualTo(200);

      Files.createDirectory(logs);
      server.await(() -> server.status("/health") == 200, "green by itself");
      server.await(
          () -> {
            server.post(CALL.formatted("x", ""), "X-Request-Id", "r-77");
            Path combined = logs.resolve("combined.log");
            return Files.exists(combined) && Files.readString(combined).contains("r-77");
          },
          "the new folder has the lines");
    }
  }

  /** The only line whose message begins so. */
  private static JsonNode lineOf(List<JsonNode> lines, String message) {
    List<JsonNode> found =
        lines.stream().filter(line -> line.path("message").asText().startsWith(message)).toList();
    assertThat(found).as(message).hasSize(1);
    return found.get(0);
  }

  private static List<JsonNode> lines(Path file) throws Exception {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      lines.add(StrictJson.parse(line));
    }
    return lines;
  }
}
