package io.workrail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.workrail.auth.Role;
import io.workrail.json.StrictJson;
import io.workrail.storage.PostgresServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workflows in a database: every server on it serves what one of them, or a command, published. */
class SharedStorageIT {
  private static final Duration PROMISE = Duration.ofSeconds(2);

  @TempDir Path first;
  @TempDir Path second;

  @Test
  void aChangeReachesEveryServerWithinTwoSeconds() throws Exception {
    String database = PostgresServer.shared().createDatabase();
    Map<String, String> variables =
        Map.of("WORKFLOW_STORAGE_TYPE", "database", "DATABASE_URL", database);
    Path file = write("1.0.0");
    PackagedCommand early =
        PackagedCommand.run(first, variables, "workflows", "publish", file.toString());
    assertThat(early.status()).as(early.err()).isZero();
    assertThat(early.out()).startsWith("created: shared-work 1.0.0 sha256:");
    var one = server(first, database);
    var two = server(second, database);
    try {
      one.before();
      two.before();
      assertThat(version(one)).isEqualTo("1.0.0");
      assertThat(version(two)).isEqualTo("1.0.0");

      HttpResponse<String> published = call(one, "PUT", document("2.0.0"));
      assertThat(published.statusCode()).as(published.body()).isEqualTo(200);
      assertThat(version(one)).as("at once where it was published").isEqualTo("2.0.0");
      awaitVersion(two, "2.0.0");

      write("3.0.0");
      PackagedCommand beside =
          PackagedCommand.run(first, variables, "workflows", "publish", file.toString());
      assertThat(beside.out()).as(beside.err()).startsWith("replaced: shared-work 3.0.0");
      awaitVersion(one, "3.0.0");
      awaitVersion(two, "3.0.0");

      assertThat(call(two, "DELETE", "").statusCode()).isEqualTo(204);
      awaitVersion(one, "");
    } finally {
      // The other way round: each puts the settings back that it found.
      two.after();
      one.after();
    }
  }

  private static DropwizardAppExtension<WorkRailConfiguration> server(Path data, String database) {
    return HttpFixture.application(
        data,
        ConfigOverride.config("workflows.storage.type", "database"),
        ConfigOverride.config("workflows.pollInterval", "0"),
        ConfigOverride.config("database.url", database));
  }

  private Path write(String version) throws Exception {
    return Files.writeString(first.resolve("shared.json"), document(version));
  }

  private static void awaitVersion(
      DropwizardAppExtension<WorkRailConfiguration> server, String version) throws Exception {
    Await.until("the change is served", PROMISE, () -> version(server).equals(version));
  }

  /** As agents see it; empty when there is no such workflow. */
  private static String version(DropwizardAppExtension<WorkRailConfiguration> server)
      throws Exception {
    String get =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
            + "{\"name\":\"workflow_get\",\"arguments\":{\"id\":\"shared-work\"}}}";
    HttpResponse<String> reply =
        HttpFixture.send(
            HttpFixture.request(server.getLocalPort(), "/mcp")
                .header("Authorization", "Bearer " + HttpFixture.token(Role.AGENT))
                .POST(BodyPublishers.ofString(get)));
    JsonNode result = StrictJson.parse(reply.body()).path("result");
    return result.at("/structuredContent/version").asText("");
  }

  private static HttpResponse<String> call(
      DropwizardAppExtension<WorkRailConfiguration> server, String method, String body)
      throws Exception {
    return HttpFixture.send(
        HttpFixture.request(server.getLocalPort(), "/api/v1/workflows/shared-work")
            .header("Authorization", "Bearer " + HttpFixture.tokenOf("eve", Role.AUTHOR))
            .header("If-Match", "*")
            .method(method, BodyPublishers.ofString(body)));
  }

  private static String document(String version) {
    return """
        {"id":"shared-work","name":"Name","description":"Description.","version":"%s",
         "steps":[{"id":"only-step","title":"Only","prompt":"Do it."}]}"""
        .formatted(version);
  }
}
