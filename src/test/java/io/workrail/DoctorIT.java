package io.workrail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.http.tls.TestCertificates;
import io.workrail.http.tls.TestCertificates.Issued;
import io.workrail.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code workrail doctor} of the packaged jar, without, beside and against a server. */
class DoctorIT {
  @TempDir Path data;

  @Test
  void aServerOverTlsIsExaminedWithoutChangingAnything() throws Exception {
    Issued authority = TestCertificates.authority("root");
    Issued server = TestCertificates.server(TestCertificates.ec(), authority);
    Path files = Files.createDirectory(data.resolve("tls"));
    Map<String, String> variables = new HashMap<>();
    variables.put("DATA_DIR", Files.createDirectory(data.resolve("data")).toString());
    variables.put("TLS_CERT", Files.writeString(files.resolve("c.pem"), server.pem()).toString());
    variables.put("TLS_KEY", Files.writeString(files.resolve("k.pem"), server.key()).toString());
    variables.put("JWT_SECRET", HttpFixture.SECRET);
    variables.put("MIN_FREE_DISK", "1MiB");
    variables.put("PORT", "1");
    PackagedCommand before = PackagedCommand.run(data, variables, "doctor");
    assertThat(before.status()).as(before.out()).isZero();
    assertThat(before.out())
        .contains("warn server: no server runs at https://127.0.0.1:1", "warn tls: ", "CN=root");
    assertThat(data.resolve("data")).as("nothing was made").isEmptyDirectory();
  }

  @Test
  void besideARunningServerEveryLineIsAnsweredAndClientsLearnItsAddress() throws Exception {
    try (PackagedServer server = PackagedServer.start(data, Map.of())) {
      Map<String, String> variables = variables(server);
      TreeMap<String, Long> before = files();
      PackagedCommand examined = PackagedCommand.run(data, variables, "doctor");
      assertThat(examined.status()).as(examined.out()).isZero();
      assertThat(examined.err()).isEmpty();
      assertThat(examined.out().lines().takeWhile(line -> !line.isEmpty()))
          .as(examined.out())
          .allMatch(line -> line.matches("(ok  |warn) [a-z]+: .+"));
      assertThat(examined.out())
          .contains(
              "ok   configuration: config.yml",
              "ok   database: SQLite, " + data.resolve("workrail.db") + " is whole",
              "ok   migrations: schema version",
              "PORT " + server.port() + " for calls is held by this server",
              "ADMIN_PORT " + server.adminPort() + " for operations is held by this server",
              "ok   server: WorkRail 0.1.0 at http://127.0.0.1:" + server.port() + " is ready",
              "claude mcp add --transport http workrail http://localhost:" + server.port());
      assertThat(files()).as("nothing was changed").containsAllEntriesOf(before);
      assertThat(examined.out()).doesNotContain(HttpFixture.SECRET);

      Files.setPosixFilePermissions(
          data.resolve("workrail.db"), PosixFilePermissions.fromString("rw-r--r--"));
      PackagedCommand open = PackagedCommand.run(data, variables, "doctor", "--format", "json");
      JsonNode report = StrictJson.parse(open.out());
      assertThat(open.status()).isEqualTo(1);
      assertThat(report.path("status").asText()).isEqualTo("fail");
      assertThat(report.path("checks").size()).isGreaterThan(12);
      assertThat(report.path("checks").toString())
          .contains("other users may read", "chmod 600 " + data.resolve("workrail.db"));
      assertThat(report.path("snippets").get(0).path("text").asText()).contains("claude mcp add");

      Map<String, String> elsewhere = new HashMap<>(variables);
      elsewhere.put("DATA_DIR", data.resolve("another").toString());
      elsewhere.put("CACHE_TTL", "often");
      elsewhere.put("MEMORY_LIMIT", "300MB");
      PackagedCommand other = PackagedCommand.run(data, elsewhere, "doctor");
      assertThat(other.status()).isEqualTo(1);
      assertThat(other.out())
          .contains("fail configuration: workflows.pollInterval (CACHE_TTL) is \"often\"")
          .contains("warn heap: the running server has a heap of ", "MEMORY_LIMIT is 286.1 MiB")
          .contains(
              "fail port: PORT " + server.port(),
              "a WorkRail with another DATA_DIR, or whose own was moved away – bring back the files of ");
    }
  }

  @Test
  void aPlaceWhereNothingCanBeKeptIsNotCalledFineByAnyLine() throws Exception {
    Map<String, String> variables =
        Map.of("DATA_DIR", "/proc/nope", "LOG_DIR", data.toString(), "PORT", "1");
    PackagedCommand examined = PackagedCommand.run(data, variables, "doctor");
    assertThat(examined.status()).isEqualTo(1);
    assertThat(examined.out())
        .contains(
            "fail configuration: dataDirectory (DATA_DIR) is \"/proc/nope\"",
            "fail permissions: nobody can write into /proc/nope",
            "fail disk: nothing can be kept below /proc/nope")
        .doesNotContain("delete old logs");
    assertThat(examined.out().lines())
        .noneMatch(line -> line.startsWith("ok") && line.contains("/proc/nope"));
  }

  private Map<String, String> variables(PackagedServer server) {
    return Map.of(
        "PORT",
        "" + server.port(),
        "ADMIN_PORT",
        "" + server.adminPort(),
        "JWT_SECRET",
        HttpFixture.SECRET,
        "MIN_FREE_DISK",
        "1MiB");
  }

  /** What a server does not write while nobody calls. */
  private TreeMap<String, Long> files() throws IOException {
    TreeMap<String, Long> found = new TreeMap<>();
    try (Stream<Path> all = Files.walk(data)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (!file.startsWith(data.resolve("logs"))) {
          found.put(data.relativize(file).toString(), Files.getLastModifiedTime(file).toMillis());
        }
      }
    }
    found.keySet().removeIf(name -> name.startsWith("workrail.db-"));
    return found;
  }
}
