package io.workrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.http.tls.TestCertificates;
import io.workrail.http.tls.TestCertificates.Issued;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shipped: the jar, its commands and the shipped configuration. */
class PackagedJarIT {
  private static final String STRONG = "q8Zr2LkP0vX7sT4nB9mW1cY6eH3uJ5dA";

  @TempDir Path data;

  private record Ended(int status, String out, String err) {}

  @Test
  void aDevelopmentServerMakesItsSecretAndServesItsToken() throws Exception {
    int port = FreePort.find();
    Map<String, String> environment =
        Map.of("PORT", "" + port, "ADMIN_PORT", "" + FreePort.find(), "DATA_DIR", data.toString());
    Process server = start(environment, "server", "config.yml");
    try {
      assertThat(awaitReady(port)).contains("\"version\":\"0.1.0\"");
      Path secret = data.resolve("secrets/jwt");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
          .isEqualTo("rw-------");
      Ended token = run(environment, "token", "--subject", "it", "--role", "agent");
      assertThat(token.status()).as(token.err()).isZero();
      assertThat(ping(port, token.out().strip()).statusCode()).isEqualTo(200);
    } finally {
      server.destroy();
    }
    assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(server.exitValue()).isEqualTo(143);
    assertThat(run(environment, "audit", "verify").out())
        .startsWith("log intact: ")
        .contains("sessions intact: 0 entries");
  }

  @Test
  void productionRefusesMissingAndExampleSecretsInOneSentence() throws Exception {
    for (String secret : List.of("", "your-secret-key-your-secret-key-xxxx", "a".repeat(40))) {
      Ended refused =
          run(
              Map.of(
                  "WORKRAIL_ENV", "production", "JWT_SECRET", secret, "DATA_DIR", data.toString()),
              "server",
              "config.yml");
      assertThat(refused.status()).isEqualTo(1);
      assertThat(refused.err()).contains("JWT_SECRET").doesNotContain("\tat ");
    }
    assertThat(data.resolve("secrets")).doesNotExist();
  }

  @Test
  void productionRefusesEveryOrigin() throws Exception {
    Ended refused =
        run(
            Map.of(
                "WORKRAIL_ENV",
                "production",
                "JWT_SECRET",
                STRONG,
                "ALLOWED_ORIGINS",
                "*",
                "DATA_DIR",
                data.toString()),
            "server",
            "config.yml");
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err()).contains("ALLOWED_ORIGINS");
  }

  @Test
  void badSettingsStopTheStartWithTheirNames() throws Exception {
    Ended refused = run(Map.of("JWT_SECRET", "short"), "check", "config.yml");
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err() + refused.out()).contains("JWT_SECRET").doesNotContain("short ");
    assertThat(run(Map.of("CACHE_TTL", "0", "MAX_INPUT_SIZE", "2MiB"), "check").status()).isZero();
    Ended level = run(Map.of("LOG_LEVEL", "loud"), "check");
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
            "DATA_DIR", data.toString(),
            "PORT", "" + FreePort.find());
    Ended refused = run(environment, "server", "config.yml");
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err())
        .contains("tls.key (TLS_KEY): the key in " + key + " does not belong to")
        .doesNotContain("\tat ", "Exception");
    Ended half = run(Map.of("TLS_CERT", certificate.toString()), "check", "config.yml");
    assertThat(half.status()).isEqualTo(1);
    assertThat(half.err() + half.out()).contains("TLS_CERT, TLS_KEY", "go together");
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
      Ended refused = run(environment, command);
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
    Ended fine =
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
  void wrongUsageEndsWithTwo() throws Exception {
    assertThat(run(Map.of(), "token").status()).isEqualTo(2);
    assertThat(run(Map.of(), "audit").status()).isEqualTo(2);
    assertThat(run(Map.of(), "no-such-command").status()).isEqualTo(2);
    assertThat(
            run(Map.of("JWT_SECRET", STRONG), "token", "--subject", "x", "--expires", "soon")
                .status())
        .isEqualTo(2);
  }

  private static HttpResponse<String> ping(int port, String token) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/mcp"))
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static String awaitReady(int port) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    HttpRequest ready =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ready")).build();
    while (true) {
      try {
        HttpResponse<String> reply =
            HttpClient.newHttpClient().send(ready, HttpResponse.BodyHandlers.ofString());
        if (reply.statusCode() == 200) {
          return reply.body();
        }
      } catch (IOException e) {
        assertThat(System.nanoTime()).as("not listening: " + e).isLessThan(deadline);
      }
      assertThat(System.nanoTime()).as("not ready").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private Ended run(Map<String, String> environment, String... arguments) throws Exception {
    Path err = Files.createTempFile(data, "err", "");
    Process process = builder(environment, arguments).redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), out, Files.readString(err));
  }

  private Process start(Map<String, String> environment, String... arguments) throws Exception {
    return builder(environment, arguments)
        .redirectErrorStream(true)
        .redirectOutput(data.resolve("out").toFile())
        .start();
  }

  private ProcessBuilder builder(Map<String, String> environment, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Short-lived, so without the optimizing compiler, as scripts/start runs commands.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                System.getProperty("workrail.jar")));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(PackagedJarIT::isOfIdentity);
    builder.environment().put("LOG_DIR", data.resolve("logs").toString());
    builder.environment().putAll(environment);
    return builder;
  }

  private static boolean isOfIdentity(String variable) {
    return variable.startsWith("JWT_")
        || variable.startsWith("API_KEY")
        || variable.equals("CREDENTIALS_DIRECTORY");
  }
}
