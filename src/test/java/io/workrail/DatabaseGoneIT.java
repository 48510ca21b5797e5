package io.workrail;

import static io.workrail.HttpFixture.request;
import static io.workrail.HttpFixture.send;
import static io.workrail.HttpFixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.workrail.auth.Role;
import io.workrail.json.StrictJson;
import io.workrail.storage.PostgresServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database server dies under a server of ours, and comes back. */
class DatabaseGoneIT {
  @TempDir static Path data;
  private static PostgresServer postgres;
  private static DropwizardAppExtension<WorkRailConfiguration> app;

  @BeforeAll
  static void start() throws Exception {
    postgres = PostgresServer.own();
    app =
        HttpFixture.application(
            data, ConfigOverride.config("database.url", postgres.createDatabase()));
    app.before();
  }

  @AfterAll
  static void stop() {
    app.after();
    postgres.close();
  }

  @Test
  void callsFailInAWayThatCanBeRepeatedReadinessIsOffAndServiceResumesByItself() throws Exception {
    String call =
        """
        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"workflow_start",
         "arguments":{"workflowId":"code-review","goal":"See %s","requestId":"%s"}}}""";
    JsonNode before = result(call.formatted("before", "r-1"));
    assertThat(before.path("isError").asBoolean()).as(before.toString()).isFalse();

    postgres.crash();
    try {
      JsonNode refused = result(call.formatted("while it is gone", "r-2"));
      assertThat(refused.path("isError").asBoolean()).isTrue();
      assertThat(refused.path("content").get(0).path("text").asText())
          .contains("The database cannot be reached; repeat the same call in 5 seconds.")
          .doesNotContain("Exception", "127.0.0.1");
      HttpResponse<String> ready = send(request(app.getLocalPort(), "/ready"));
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body())
          .contains(
              "\"reasons\":[\"The database cannot be reached; see that PostgreSQL runs and takes"
                  + " connections, and that DATABASE_URL and its password are right: psql\"]");
    } finally {
      postgres.start();
    }

    awaitReady();
    JsonNode repeated = result(call.formatted("while it is gone", "r-2"));
    assertThat(repeated.path("isError").asBoolean()).as(repeated.toString()).isFalse();
    JsonNode replayed = result(call.formatted("before", "r-1"));
    assertThat(replayed.path("structuredContent").path("session").path("id"))
        .isEqualTo(before.path("structuredContent").path("session").path("id"));
  }

  private static JsonNode result(String call) throws Exception {
    HttpResponse<String> reply =
        send(
            request(app.getLocalPort(), "/mcp")
                .header("Authorization", "Bearer " + token(Role.AGENT))
                .POST(BodyPublishers.ofString(call)));
    return StrictJson.parse(reply.body()).path("result");
  }

  private static void awaitReady() throws Exception {
    Await.until(
        "it is ready", () -> send(request(app.getLocalPort(), "/ready")).statusCode() == 200);
  }
}
