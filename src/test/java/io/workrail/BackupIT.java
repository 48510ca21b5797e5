package io.workrail;

import static io.workrail.HttpFixture.request;
import static io.workrail.HttpFixture.send;
import static io.workrail.HttpFixture.token;
import static io.workrail.HttpFixture.tokenOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.auth.Role;
import io.workrail.json.StrictJson;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Backups of a packaged server that runs: by operation, by command, in health and metrics. */
class BackupIT {
  @TempDir static Path data;
  private static PackagedServer server;

  @BeforeAll
  static void start() throws Exception {
    server = PackagedServer.start(data, Map.of("HEALTH_CHECK_INTERVAL", "200"));
    SessionClient client = new SessionClient(tokenOf("ada", Role.AGENT));
    client.call(server.port(), "workflow_start", SessionClient.start("bug-investigation"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void anOperatorMakesListsAndVerifiesOne() throws Exception {
    JsonNode made = done("backup");

    assertThat(made.properties().stream().map(Map.Entry::getKey))
        .containsExactly("path", "timestamp", "size", "sha256", "verified");
    assertThat(made.path("verified").booleanValue()).isTrue();
    Path archive = Path.of(made.path("path").textValue());
    assertThat(archive).hasParent(data.resolve("backups"));
    assertThat(Files.size(archive)).isEqualTo(made.path("size").longValue());
    assertThat(done("list-backups").at("/backups/0")).isEqualTo(made);
    JsonNode found = done("verify-backup?archive=" + archive.getFileName());
    assertThat(found.path("verified").booleanValue()).isTrue();
    assertThat(found.at("/counts/tables/sessions").intValue()).isEqualTo(1);
    JsonNode deep = done("verify-backup?deep=true&archive=" + archive.getFileName());
    assertThat(deep).isEqualTo(found);
    assertThat(data.resolve("verify-scratch")).doesNotExist();
    assertThat(Files.readString(data.resolve("audit/audit.jsonl")))
        .contains("\"operation\":\"backup\"");
    Process tar =
        new ProcessBuilder("tar", "--list", "--file=" + archive).redirectErrorStream(true).start();
    assertThat(new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .startsWith("manifest.json\ntables/pinned_workflows.ndjson\n")
        .endsWith("configuration.json\n");
  }

  @Test
  void aNameThatIsNoArchiveIsRefused() throws Exception {
    for (String name : List.of("../workrail.db", "nothing", "%2Fetc%2Fpasswd")) {
      HttpResponse<String> refused = operate("verify-backup?archive=" + name, Role.OPERATOR);
      assertThat(refused.statusCode()).isEqualTo(404);
      assertThat(refused.body()).contains("list-backups");
    }
    assertThat(operate("verify-backup", Role.OPERATOR).statusCode()).isEqualTo(400);
    assertThat(operate("backup", Role.AGENT).statusCode()).isEqualTo(403);
  }

  @Test
  void whileAnotherProcessMakesOneItIsAConflict() throws Exception {
    done("backup");
    try (FileChannel file =
            FileChannel.open(
                data.resolve("backups/.workrail-backup.lock"), StandardOpenOption.WRITE);
        FileLock other = file.lock()) {
      assertThat(other.isValid()).isTrue();
      HttpResponse<String> refused = operate("backup", Role.OPERATOR);

      assertThat(refused.statusCode()).isEqualTo(409);
      assertThat(refused.body()).contains("runs already");
      PackagedCommand command = run("backup", "create");
      assertThat(command.status()).isEqualTo(1);
      assertThat(command.err()).contains("runs already");
    }
  }

  @Test
  void healthAndMetricsTellOfTheNewestAndOfAFailureAndTurnGreenAgain() throws Exception {
    done("backup");
    awaitHealth("\"name\":\"backup\",\"status\":\"ok\"", "minutes old: workrail-20");
    Exposed page = Exposed.read(send(request(server.adminPort(), "/metrics")).body());
    assertThat(page.samples("workrail_backup_age_seconds"))
        .singleElement()
        .satisfies(sample -> assertThat(sample.value()).isBetween(0.0, 600.0));
    assertThat(page.samples("workrail_backup_size_bytes").get(0).value()).isGreaterThan(1_000);
    assertThat(page.samples("workrail_backups_total")).hasSize(2);

    Path workflows = data.resolve("workflows");
    Path broken = Files.writeString(workflows.resolve("bell\u0007.json"), "{}");
    HttpResponse<String> failed = operate("backup", Role.OPERATOR);
    assertThat(failed.statusCode()).isEqualTo(503);
    assertThat(failed.body()).contains("has a name that no archive can hold");
    awaitHealth("\"name\":\"backup\",\"status\":\"warn\"", "the last backup failed");
    PackagedCommand command = run("backup", "create", "--format", "json");
    assertThat(command.status()).isEqualTo(1);
    assertThat(command.out()).isEmpty();
    assertThat(command.err()).startsWith("workrail backup: The workflow document").hasLineCount(1);
    Files.delete(broken);
    done("backup");
    awaitHealth("\"name\":\"backup\",\"status\":\"ok\"", "minutes old");
  }

  static Stream<String> commandsOfTheReadme() throws Exception {
    return Files.readString(Path.of("README.md"))
        .lines()
        .dropWhile(line -> !line.equals("### Back up and verify"))
        .dropWhile(line -> !line.equals("```sh"))
        .skip(1)
        .takeWhile(line -> !line.equals("```"));
  }

  @ParameterizedTest
  @MethodSource("commandsOfTheReadme")
  void theCommandWorksAsItStandsInTheReadme(String command) throws Exception {
    done("backup");
    assertThat(command).startsWith("java -jar target/workrail.jar backup ");
    PackagedCommand ended = run(command.replace("java -jar target/workrail.jar ", "").split(" "));

    assertThat(ended.status()).as(ended.out() + ended.err()).isZero();
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).contains(data.resolve("backups").toString());
  }

  @Test
  void theScriptMakesOneForATimer() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("scripts/backup", "--format", "json").redirectErrorStream(true);
    builder.environment().putAll(Map.of("DATA_DIR", data.toString()));
    Process script = builder.start();
    String said = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(script.waitFor(60, TimeUnit.SECONDS)).isTrue();

    assertThat(script.exitValue()).as(said).isZero();
    assertThat(StrictJson.parse(said).path("verified").booleanValue()).isTrue();
  }

  @Test
  void theServerAndACommandSaveTheSame() throws Exception {
    Map<String, String> settings =
        Map.of(
            "PORT",
            "" + server.port(),
            "ADMIN_PORT",
            "" + server.adminPort(),
            "MIN_FREE_DISK",
            "1MiB",
            "JWT_SECRET",
            HttpFixture.SECRET,
            "HEALTH_CHECK_INTERVAL",
            "200");
    JsonNode byOperation = done("backup");
    PackagedCommand command =
        PackagedCommand.run(data, settings, "backup", "create", "--format", "json");
    assertThat(command.status()).as(command.err()).isZero();

    JsonNode one = manifest(byOperation);
    JsonNode other = manifest(StrictJson.parse(command.out()));
    assertThat(other.path("entries")).isEqualTo(one.path("entries"));
    assertThat(other.path("contentDigest")).isEqualTo(one.path("contentDigest"));
  }

  @Test
  void aDamagedArchiveIsToldByTheCommandWithoutAServer(@TempDir Path elsewhere) throws Exception {
    Path archive = Path.of(done("backup").path("path").textValue());
    byte[] bytes = Files.readAllBytes(archive);
    Path cut = elsewhere.resolve("cut.tar.gz");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length - 200));

    PackagedCommand found =
        PackagedCommand.run(elsewhere, Map.of(), "backup", "verify", cut.toString());

    assertThat(found.status()).isEqualTo(1);
    assertThat(found.out()).contains("fault: ", cut + " is not in order");
    assertThat(elsewhere.resolve("workrail.db")).doesNotExist();
  }

  @Test
  void aWrongScheduleStopsTheStartWithWhatIsAllowed(@TempDir Path elsewhere) throws Exception {
    PackagedCommand checked =
        PackagedCommand.run(
            elsewhere,
            Map.of("BACKUP_SCHEDULE", "sometimes", "BACKUP_UPLOAD_COMMAND", "aws s3 sync"),
            "check",
            "config.yml");

    assertThat(checked.status()).isEqualTo(1);
    assertThat(checked.err() + checked.out())
        .contains("backup.schedule (BACKUP_SCHEDULE) is \"sometimes\"", "daily HH:MM", "cron")
        .contains("backup.uploadCommand (BACKUP_UPLOAD_COMMAND)", "with {}")
        .doesNotContain("aws s3 sync.");
  }

  private static JsonNode manifest(JsonNode made) throws Exception {
    Process tar =
        new ProcessBuilder("tar", "-xzOf", made.path("path").textValue(), "manifest.json").start();
    return StrictJson.parse(tar.getInputStream().readAllBytes());
  }

  private static void awaitHealth(String check, String message) throws Exception {
    Await.until(
        check + " and " + message,
        () -> {
          String health = send(request(server.port(), "/health")).body();
          return health.contains(check) && health.contains(message);
        });
  }

  private static PackagedCommand run(String... arguments) throws Exception {
    return PackagedCommand.run(data, Map.of(), arguments);
  }

  private static JsonNode done(String operation) throws Exception {
    HttpResponse<String> reply = operate(operation, Role.OPERATOR);
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    return StrictJson.parse(reply.body());
  }

  private static HttpResponse<String> operate(String operation, Role role) throws Exception {
    return send(
        request(server.adminPort(), "/tasks/" + operation)
            .header("Authorization", "Bearer " + token(role))
            .POST(BodyPublishers.noBody()));
  }
}
