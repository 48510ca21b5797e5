package io.workrail;

import static io.workrail.HttpFixture.request;
import static io.workrail.HttpFixture.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.http.tls.TestCertificates;
import io.workrail.http.tls.TestCertificates.Issued;
import io.workrail.json.StrictJson;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shipped: the jar, its commands and the shipped configuration. */
class PackagedJarIT {
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
  private static final String STRONG = "q8Zr2LkP0vX7sT4nB9mW1cY6eH3uJ5dA";

  @TempDir Path data;

  @Test
  void aDevelopmentServerMakesItsSecretAndServesItsToken() throws Exception {
    try (PackagedServer server = PackagedServer.start(data, Map.of("JWT_SECRET", ""))) {
      assertThat(send(request(server.port(), "/ready")).body()).contains("\"version\":\"0.1.0\"");
      Path secret = data.resolve("secrets/jwt");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
          .isEqualTo("rw-------");
      PackagedCommand token = run(Map.of(), "token", "--subject", "it", "--role", "agent");
      assertThat(token.status()).as(token.err()).isZero();
      HttpRequest.Builder ping =
          request(server.port(), "/mcp")
              .header("Authorization", "Bearer " + token.out().strip())
              .POST(BodyPublishers.ofString(PING));
      assertThat(send(ping).statusCode()).isEqualTo(200);
      assertThat(server.stop()).isEqualTo(143);
    }
    assertThat(run(Map.of(), "audit", "verify").out())
        .startsWith("log intact: ")
        .contains("sessions intact: 0 entries");
  }

  @Test
  void productionRefusesMissingAndExampleSecretsInOneSentence() throws Exception {
    for (String secret : List.of("", "your-secret-key-your-secret-key-xxxx", "a".repeat(40))) {
      PackagedCommand refused =
          run(Map.of("WORKRAIL_ENV", "production", "JWT_SECRET", secret), "server", "config.yml");
      assertThat(refused.status()).isEqualTo(1);
      assertThat(refused.err()).contains("JWT_SECRET").doesNotContain("\tat ");
    }
    assertThat(data.resolve("secrets")).doesNotExist();
  }

  @Test
  void productionRefusesEveryOrigin() throws Exception {
    PackagedCommand refused =
        run(
            Map.of("WORKRAIL_ENV", "production", "JWT_SECRET", STRONG, "ALLOWED_ORIGINS", "*"),
            "server",
            "config.yml");
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err()).contains("ALLOWED_ORIGINS");
  }

  @Test
  void badSettingsStopTheStartWithTheirNames() throws Exception {
    PackagedCommand refused = run(Map.of("JWT_SECRET", "short"), "check", "config.yml");
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err() + refused.out()).contains("JWT_SECRET").doesNotContain("short ");
    assertThat(run(Map.of("CACHE_TTL", "0", "MAX_INPUT_SIZE", "2MiB"), "check").status()).isZero();
    PackagedCommand level = run(Map.of("LOG_LEVEL", "loud"), "check");
    assertThat(level.status()).isEqualTo(1);
    assertThat(level.err()).contains("LOG_LEVEL").contains("warn");
    assertThat(data.resolve("logs")).as("a check leaves nothing behind").doesNotExist();
  }

  @Test
  void certificateAndKeyThatAreNoPairStopTheStartInOneSentence() throws Exception {
    Issued one = TestCertificates.authority("one");
    Path certificate = Files.writeString(data.resolve("certificate.pem"), one.pem());
    Path key = Files.writeString(data.resolve("key.pem"), TestCertificates.authority("x").key());
    Map<String, String> environment =
        Map.of(
            "TLS_CERT", certificate.toString(),
            "TLS_KEY", key.toString(),
            "PORT", "" + FreePort.find());
    PackagedCommand refused = run(environment, "server", "config.yml");
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err())
        .contains("tls.key (TLS_KEY): the key in " + key + " does not belong to")
        .doesNotContain("\tat ", "Exception");
    PackagedCommand half = run(Map.of("TLS_CERT", certificate.toString()), "check", "config.yml");
    assertThat(half.status()).isEqualTo(1);
    assertThat(half.err() + half.out()).contains("TLS_CERT, TLS_KEY", "go together");
  }

  @Test
  void aStartThatFindsItsPortTakenIsNoStart() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      PackagedCommand refused =
          run(
              Map.of("PORT", "" + taken.getLocalPort(), "ADMIN_PORT", "" + FreePort.find()),
              "server");
      assertThat(refused.status()).isEqualTo(1);
      assertThat(refused.err()).contains("port " + taken.getLocalPort() + " is taken");
    }
    assertThat(data.resolve("audit/audit.jsonl"))
        .satisfiesAnyOf(
            log -> assertThat(log).doesNotExist(),
            log -> assertThat(log).content().doesNotContain("server.started"));
  }

  @Test
  void documentsInFoldersThatADatabaseReplacesAreTold() throws Exception {
    Path folder = Files.createDirectories(data.resolve("workflows"));
    Files.writeString(folder.resolve("some-work.json"), "{}");
    Map<String, String> variables = Map.of("WORKFLOW_STORAGE_TYPE", "database");
    assertThat(run(variables, "check").out())
        .contains("warning:    WORKFLOW_STORAGE_TYPE is database, so 1 document in " + folder);
    try (PackagedServer server = PackagedServer.start(data, variables)) {
      assertThat(server.stdout())
          .content()
          .contains("so 1 document in " + folder + " is not served; publish them");
    }
  }

  @Test
  void fiveWrongValuesAreFiveLinesOfServerAndCheck() throws Exception {
    Map<String, String> environment =
        Map.of(
            "PORT", "99999",
            "CACHE_TTL", "often",
            "METRICS_ENABLED", "maybe",
            "WORKFLOW_STORAGE_TYPE", "cloud",
            "JWT_SECRET", "hunter2",
            "DATA_DIR", data.resolve("data").toString());
    for (String command : List.of("server", "check")) {
      PackagedCommand refused = run(environment, command);
      assertThat(refused.status()).isEqualTo(1);
      assertThat(refused.out()).isEmpty();
      assertThat(refused.err().lines())
          .hasSize(6)
          .noneMatch(line -> line.contains("Exception") || line.startsWith("\tat"))
          .noneMatch(line -> line.contains("hunter2"));
      assertThat(refused.err())
          .startsWith("workrail " + command + ": config.yml has the following errors:")
          .contains("(PORT) is \"99999\"", "(CACHE_TTL)", "(METRICS_ENABLED)", "(JWT_SECRET)");
    }
    assertThat(data.resolve("data")).doesNotExist();
  }

  @Test
  void aGoodConfigurationSaysWhatAStartWouldDo() throws Exception {
    PackagedCommand fine =
        run(Map.of("DATA_DIR", "/srv/workrail", "HOST", "0.0.0.0", "PORT", "3100"), "check");
    assertThat(fine.status()).isZero();
    assertThat(fine.out().lines())
        .contains(
            "The configuration is fine: config.yml",
            "mode:       development",
            "calls:      http://0.0.0.0:3100",
            "operations: http://127.0.0.1:3001",
            "clients:    http://localhost:3100/mcp",
            "database:   SQLite, /srv/workrail/workrail.db")
        .anyMatch(line -> line.startsWith("warning:    a development server is reachable"));
  }

  @Test
  void checkTellsProgramsTheSame() throws Exception {
    PackagedCommand fine = run(Map.of("PORT", "3100"), "check", "--format", "json");
    assertThat(fine.status()).isZero();
    JsonNode report = StrictJson.parse(fine.out());
    assertThat(report.path("valid").asBoolean()).isTrue();
    assertThat(report.at("/start/calls").asText()).isEqualTo("http://127.0.0.1:3100");
    PackagedCommand refused =
        run(
            Map.of("DATA_DIR", "/proc/nope", "LOG_DIR", "/dev/null/x"),
            "check",
            "--config",
            "config.yml",
            "--format",
            "json");
    assertThat(refused.status()).isEqualTo(1);
    assertThat(StrictJson.parse(refused.out()).path("problems"))
        .extracting(problem -> problem.path("key").asText())
        .contains("dataDirectory", "logDirectory");
    assertThat(run(Map.of("DATA_DIR", "/proc/nope"), "server").err())
        .isEqualTo(
            run(Map.of("DATA_DIR", "/proc/nope"), "check")
                .err()
                .replace("workrail check", "workrail server"));
  }

  @Test
  void wrongUsageEndsWithTwo() throws Exception {
    assertThat(run(Map.of(), "token").status()).isEqualTo(2);
    assertThat(run(Map.of(), "audit").status()).isEqualTo(2);
    assertThat(run(Map.of(), "no-such-command").status()).isEqualTo(2);
    assertThat(
            run(Map.of("JWT_SECRET", STRONG), "token", "--subject", "x", "--expires", "soon")
                .status())
        .isEqualTo(2);
  }

  private PackagedCommand run(Map<String, String> variables, String... arguments) throws Exception {
    return PackagedCommand.run(data, variables, arguments);
  }
}
