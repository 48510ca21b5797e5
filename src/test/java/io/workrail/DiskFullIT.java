package io.workrail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The packaged server on a file system of four megabytes that somebody else fills. */
@EnabledIf(
    value = "mayMount",
    disabledReason = "only who may mount a file system can have a small one; see GroupCommitTest")
class DiskFullIT {
  private static final String CALL =
      """
      {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"workflow_start",
       "arguments":{"workflowId":"code-review","goal":"%s","requestId":"%s"}}}""";

  private static final String RED = "\"name\":\"disk\",\"status\":\"error\"";

  @TempDir static Path parent;
  private static Path small;

  @BeforeAll
  static void mount() throws Exception {
    small = Files.createDirectory(parent.resolve("small"));
    assertThat(run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", small.toString())).isZero();
  }

  @AfterAll
  static void unmount() throws Exception {
    assertThat(run("umount", small.toString())).isZero();
  }

  static boolean mayMount() throws Exception {
    Path probe = Files.createTempDirectory("workrail-mount");
    try {
      boolean may = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", probe.toString()) == 0;
      return may && run("umount", probe.toString()) == 0;
    } finally {
      Files.delete(probe);
    }
  }

  @Test
  void callsFailInAWayThatCanBeRepeatedAndNothingAcknowledgedIsLost() throws Exception {
    Map<String, String> variables =
        Map.of(
            "DATA_DIR", small.toString(),
            "MIN_FREE_DISK", "64KiB",
            "HEALTH_CHECK_INTERVAL", "200",
            "RATE_LIMIT_PER_MINUTE", "0");
    try (PackagedServer server = PackagedServer.start(parent, variables)) {
      List<String> acknowledged = new ArrayList<>();
      acknowledged.add(start(server, "before").path("structuredContent").toString());
      Path ballast = fill(small.resolve("ballast"));

      JsonNode reply = start(server, "0");
      for (int i = 1; !reply.path("isError").asBoolean() && i < 1_000; i++) {
        acknowledged.add("" + i);
        reply = start(server, "" + i);
      }
      assertThat(reply.path("content").get(0).path("text").asText())
          .contains("The disk of the database is full; repeat the same call in 30 seconds.");
      assertThat(server.status("/ready")).isEqualTo(503);
      server.await(() -> server.status("/health") == 503, "red");
      server.await(() -> health(server).contains(RED), "the check of the disk");
      assertThat(health(server))
          .contains("at least 64 KiB is needed: delete old logs and backups or enlarge the disk");

      Files.delete(ballast);
      server.await(() -> server.status("/health") == 200, "green by itself");
      server.await(() -> server.status("/ready") == 200, "ready again");
      assertThat(start(server, "after").path("isError").asBoolean()).isFalse();
      assertThat(start(server, "before").path("structuredContent").path("session").path("id"))
          .isEqualTo(StrictJson.parse(acknowledged.get(0)).path("session").path("id"));
      assertThat(server.stop()).isEqualTo(143);
    }
  }

  private static String health(PackagedServer server) throws Exception {
    return HttpFixture.send(HttpFixture.request(server.port(), "/health")).body();
  }

  private static JsonNode start(PackagedServer server, String requestId) throws Exception {
    String goal = "x".repeat(1_500);
    return StrictJson.parse(server.post(CALL.formatted(goal, requestId)).body()).path("result");
  }

  private static Path fill(Path file) {
    try (var out = Files.newOutputStream(file)) {
      byte[] block = new byte[4_096];
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      return file;
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (IOException e) {
      return -1;
    }
  }
}
