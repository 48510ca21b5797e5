package io.workrail;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The variables for operators, at a real start. */
class OperationVariablesIT {
  @TempDir Path folder;

  @Test
  void theVariablesOfTheGuideAreHonoured() throws Exception {
    Map<String, String> variables =
        Map.of(
            "HEALTH_CHECK_INTERVAL", "200",
            "MEMORY_LIMIT", "1MB",
            "MIN_FREE_DISK", "900TB",
            "ENABLE_METRICS", "false");
    try (PackagedServer server = PackagedServer.start(folder, variables)) {
      HttpResponse<String> first = get(server.port(), "/health");
      assertThat(first.statusCode()).isEqualTo(503);
      assertThat(first.body())
          .contains("\"status\":\"unhealthy\"")
          .contains("of 976.6 KiB heap used", "MEMORY_LIMIT")
          .contains("at least 818.5 TiB is needed");
      server.await(
          () -> !timestamp(first).equals(timestamp(get(server.port(), "/health"))),
          "the next run of the checks");
      assertThat(get(server.adminPort(), "/metrics").statusCode()).isEqualTo(404);
      assertThat(get(server.adminPort(), "/healthcheck").statusCode()).isEqualTo(500);
    }
  }

  private static String timestamp(HttpResponse<String> health) {
    return health.body().replaceFirst(".*\"timestamp\":", "");
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
