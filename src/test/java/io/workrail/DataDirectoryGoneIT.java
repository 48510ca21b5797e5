package io.workrail;

import static io.workrail.HttpFixture.request;
import static io.workrail.HttpFixture.send;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data directory is moved away under a server, and comes back. */
class DataDirectoryGoneIT {
  @TempDir Path folder;

  @Test
  void itIsNotMadeAnewAndTheAuditLogGoesOnWhereItEnded() throws Exception {
    Path data = folder.resolve("data");
    Path away = folder.resolve("away");
    Map<String, String> variables =
        Map.of("DATA_DIR", data.toString(), "HEALTH_CHECK_INTERVAL", "200");
    try (PackagedServer server = PackagedServer.start(folder, variables)) {
      assertThat(refused(server)).isEqualTo(401);
      server.await(() -> refusalsIn(data) == 1, "the refusal is noted");

      Files.move(data, away);
      assertThat(refused(server)).isEqualTo(401);
      server.await(
          () -> Files.readString(server.stdout()).contains("the folder of the audit log"),
          "the outage is told");
      server.await(() -> health(server).contains(data + " is gone"), "the disk is red");
      server.await(() -> server.status("/ready") == 503, "not ready");
      assertThat(refused(server)).isEqualTo(401);
      assertThat(data).as("made by nobody").doesNotExist();

      Files.move(away, data);
      server.await(() -> server.status("/ready") == 200, "ready by itself");
      server.await(() -> refusalsIn(data) == 3, "what waited is noted");
      server.stop();
    }
    PackagedCommand verified =
        PackagedCommand.run(
            folder,
            Map.of("DATA_DIR", data.toString(), "JWT_SECRET", HttpFixture.SECRET),
            "audit",
            "verify");
    assertThat(verified.status()).as(verified.out() + verified.err()).isZero();
    assertThat(verified.out()).startsWith("log intact: ");
  }

  private static int refused(PackagedServer server) throws Exception {
    return send(request(server.port(), "/mcp")
            .header("Authorization", "Bearer bad.x.y")
            .POST(BodyPublishers.ofString("{}")))
        .statusCode();
  }

  private static String health(PackagedServer server) throws Exception {
    return send(request(server.port(), "/health")).body();
  }

  private static long refusalsIn(Path data) throws Exception {
    return Files.readString(data.resolve("audit/audit.jsonl"))
        .lines()
        .filter(line -> line.contains("\"type\":\"authentication.failed\""))
        .count();
  }
}
