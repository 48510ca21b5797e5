package io.workrail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.auth.Role;
import io.workrail.json.StrictJson;
import io.workrail.storage.PostgresServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workflows in a database: every server on it serves what one of them, or a command, published. */
class SharedStorageIT {
  private static final Duration PROMISE = Duration.ofSeconds(2);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir Path first;
  @TempDir Path second;

  @Test
  void aChangeReachesEveryServerWithinTwoSeconds() throws Exception {
    Map<String, String> shared = new HashMap<>();
    shared.put("WORKFLOW_STORAGE_TYPE", "database");
    shared.put("CACHE_TTL", "0");
    shared.put("DATABASE_URL", PostgresServer.shared().createDatabase());
    Path file = write("1.0.0");
    PackagedCommand early = PackagedCommand.run(first, shared, "workflows", "publish", "" + file);
    assertThat(early.status()).as(early.err()).isZero();
    assertThat(early.out()).startsWith("created: shared-work 1.0.0 sha256:");
    try (PackagedServer one = PackagedServer.start(first, shared);
        PackagedServer two = PackagedServer.start(second, shared)) {
      assertThat(version(one)).isEqualTo("1.0.0");
      assertThat(version(two)).isEqualTo("1.0.0");

      HttpResponse<String> published = call(one, "PUT", document("2.0.0"));
      assertThat(published.statusCode()).as(published.body()).isEqualTo(200);
      assertThat(version(one)).as("at once where it was published").isEqualTo("2.0.0");
      awaitVersion(two, "2.0.0");

      write("3.0.0");
      assertThat(PackagedCommand.run(first, shared, "workflows", "publish", "" + file).status())
          .isZero();
      long published3 = System.nanoTime();
      awaitVersion(one, "3.0.0");
      awaitVersion(two, "3.0.0");
      assertThat(System.nanoTime() - published3).isLessThan(PROMISE.toNanos());

      assertThat(call(two, "DELETE", "").statusCode()).isEqualTo(204);
      awaitVersion(one, "");
      PackagedCommand unknown =
          PackagedCommand.run(first, shared, "workflows", "remove", "shared-work");
      assertThat(unknown.status()).isEqualTo(1);
      assertThat(unknown.err()).contains("No workflow has the id");
      assertThat(PackagedCommand.run(first, shared, "workflows").status()).isEqualTo(2);
      assertThat(PackagedCommand.run(first, shared, "workflows", "publish", "--help").status())
          .isZero();
    }
  }

  private Path write(String version) throws Exception {
    return Files.writeString(first.resolve("shared.json"), document(version));
  }

  private static void awaitVersion(PackagedServer server, String version) throws Exception {
    long deadline = System.nanoTime() + PROMISE.toNanos();
    while (!version(server).equals(version)) {
      assertThat(System.nanoTime()).as("two seconds after the change").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }

  /** As agents see it; empty when there is no such workflow. */
  private static String version(PackagedServer server) throws Exception {
    String get =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
            + "{\"name\":\"workflow_get\",\"arguments\":{\"id\":\"shared-work\"}}}";
    JsonNode result = StrictJson.parse(server.post(get).body()).path("result");
    return result.at("/structuredContent/version").asText("");
  }

  private static HttpResponse<String> call(PackagedServer server, String method, String body)
      throws Exception {
    URI address = URI.create("http://127.0.0.1:" + server.port() + "/api/v1/workflows/shared-work");
    return CLIENT.send(
        HttpRequest.newBuilder(address)
            .header("Authorization", "Bearer " + HttpFixture.tokenOf("eve", Role.AUTHOR))
            .header("If-Match", "*")
            .method(method, BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String document(String version) {
    return """
        {"id":"shared-work","name":"Name","description":"Description.","version":"%s",
         "steps":[{"id":"only-step","title":"Only","prompt":"Do it."}]}"""
        .formatted(version);
  }
}
