package io.workrail;

import static io.workrail.HttpFixture.request;
import static io.workrail.HttpFixture.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.workrail.json.StrictJson;
import io.workrail.mcp.ServerInfo;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What probes, alarms and people learn of the server's health. */
class HealthIT {
  private static final int MEBIBYTE = 1024 * 1024;

  /** What the server may need beside what this process holds when it starts. */
  private static final long ROOM = 96L * MEBIBYTE;

  @TempDir static Path data;
  private static long memoryLimit;
  private static DropwizardAppExtension<WorkRailConfiguration> app;

  @BeforeAll
  static void start() throws Exception {
    System.gc();
    Runtime machine = Runtime.getRuntime();
    memoryLimit = machine.totalMemory() - machine.freeMemory() + ROOM;
    app =
        HttpFixture.application(
            data,
            ConfigOverride.config("healthChecks.interval", "150"),
            ConfigOverride.config("healthChecks.memoryLimit", "" + memoryLimit));
    app.before();
  }

  @AfterAll
  static void stop() {
    app.after();
  }

  @Test
  void healthHasTheShapeOfTheGuide() throws Exception {
    HttpResponse<String> reply = send(request(app.getLocalPort(), "/health"));
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    JsonNode health = StrictJson.parse(reply.body());
    assertThat(health.fieldNames())
        .toIterable()
        .containsExactly("status", "version", "checks", "timestamp");
    assertThat(health.path("status").asText()).isEqualTo("healthy");
    assertThat(Instant.parse(health.path("timestamp").asText())).isNotNull();
    assertThat(names(health)).containsSubsequence("server", "storage", "memory", "disk", "catalog");
    assertThat(health.path("checks").get(0).fieldNames())
        .toIterable()
        .containsExactly("name", "status", "message");
  }

  @Test
  void readinessSaysWhy() throws Exception {
    HttpResponse<String> reply = send(request(app.getLocalPort(), "/ready"));
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.body())
        .isEqualTo(
            "{\"status\":\"ready\",\"version\":\"%s\",\"reasons\":[]}", ServerInfo.version());
  }

  @Test
  void aMissingWorkflowFolderTurnsStorageRedAndGreenAgain() throws Exception {
    Path folder = data.resolve("workflows");
    Path away = data.resolve("away");
    Files.move(folder, away);
    awaitHealth("\"name\":\"storage\",\"status\":\"error\"", 503);
    assertThat(send(request(app.getLocalPort(), "/ready")).statusCode())
        .as("readiness asks for the catalogue and the database only")
        .isEqualTo(200);
    Files.move(away, folder);
    awaitHealth("\"name\":\"storage\",\"status\":\"ok\"", 200);
  }

  @Test
  void aFileInThePlaceOfAWorkflowFolderTurnsStorageRedAndWhatWasServedStays() throws Exception {
    Path folder = data.resolve("workflows");
    Path away = data.resolve("away");
    Files.move(folder, away);
    Files.createFile(folder);
    awaitHealth("is not a folder; correct WORKFLOW_STORAGE_PATH.", 503);
    awaitHealth("\"name\":\"catalog\",\"status\":\"warn\"", 503);
    Files.delete(folder);
    Files.move(away, folder);
    awaitHealth("\"name\":\"storage\",\"status\":\"ok\"", 200);
    awaitHealth("\"name\":\"catalog\",\"status\":\"ok\"", 200);
  }

  @Test
  void aDatabaseThatAnotherProgramHoldsTurnsRedAndGreenAgain() throws Exception {
    try (Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("workrail.db"));
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      awaitHealth("\"name\":\"database\",\"status\":\"error\"", 503);
      HttpResponse<String> ready = send(request(app.getLocalPort(), "/ready"));
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).contains("The database is busy", "fuser -v");
      statement.execute("ROLLBACK");
    }
    awaitHealth("\"name\":\"database\",\"status\":\"ok\"", 200);
    assertThat(send(request(app.getLocalPort(), "/ready")).statusCode()).isEqualTo(200);
  }

  /** What fills the heap here is let go of, and collected, as a server does it by itself. */
  @Test
  void aHeapOverItsLimitTurnsMemoryRedAndGreenAgain() throws Exception {
    List<byte[]> ballast = new ArrayList<>();
    for (long bytes = 0; bytes < memoryLimit; bytes += MEBIBYTE) {
      ballast.add(new byte[MEBIBYTE]);
    }
    // The check itself asks for a collection only now and then.
    System.gc();
    awaitHealth("\"name\":\"memory\",\"status\":\"error\"", 503);
    HttpResponse<String> red = send(request(app.getLocalPort(), "/health"));
    assertThat(red.body()).contains("raise MEMORY_LIMIT (-Xmx) and restart", "class_histogram");
    assertThat(send(request(app.getLocalPort(), "/ready")).statusCode())
        .as("calls are still answered")
        .isEqualTo(200);
    assertThat(ballast).isNotEmpty();
    ballast.clear();
    System.gc();
    awaitHealth("\"name\":\"memory\",\"status\":\"ok\"", 200);
  }

  @Test
  void aBadDocumentIsAWarning() throws Exception {
    Path bad = data.resolve("workflows/bad.json");
    Files.writeString(bad, "{");
    awaitHealth("\"name\":\"catalog\",\"status\":\"warn\"", 200);
    Files.delete(bad);
    awaitHealth("\"name\":\"catalog\",\"status\":\"ok\"", 200);
  }

  @Test
  void theAdminConnectorRunsEveryCheckNow() throws Exception {
    HttpResponse<String> reply = send(request(app.getAdminPort(), "/healthcheck"));
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.body()).contains("\"server\"", "\"storage\"", "\"memory\"", "\"deadlocks\"");
  }

  private static List<String> names(JsonNode health) {
    return StreamSupport.stream(health.path("checks").spliterator(), false)
        .map(check -> check.path("name").asText())
        .toList();
  }

  private static void awaitHealth(String text, int status) throws Exception {
    Await.until(
        "the health is %d with %s".formatted(status, text),
        () -> {
          HttpResponse<String> reply = send(request(app.getLocalPort(), "/health"));
          return reply.statusCode() == status && reply.body().contains(text);
        });
  }
}
