package io.workrail;

import static io.workrail.HttpFixture.request;
import static io.workrail.HttpFixture.send;
import static io.workrail.HttpFixture.token;
import static io.workrail.HttpFixture.tokenOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.auth.Role;
import io.workrail.json.StrictJson;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restores of a packaged server: while it answers, without it, and with its end in the middle. */
class RestoreIT {
  private static final Map<String, String> FAST =
      Map.of(
          "HEALTH_CHECK_INTERVAL", "200",
          "RATE_LIMIT_PER_MINUTE", "0",
          "RATE_LIMIT_PER_ADDRESS", "0");

  private final SessionClient client = new SessionClient(tokenOf("ada", Role.AGENT));

  @TempDir static Path shared;
  private static PackagedServer running;

  /** For what ends with other data, or with no server. */
  @TempDir Path data;

  @BeforeAll
  static void startServer() throws Exception {
    running = PackagedServer.start(shared, FAST);
  }

  @AfterAll
  static void stopServer() {
    running.close();
  }

  @Test
  void whileTheServerAnswersASessionOfTheBackupGoesOnAndCallsWaitForLessThanASecond()
      throws Exception {
    PackagedServer server = running;
    Path document = document("team-rules");
    ObjectNode first = start(server);
    String archive = backUp(server);
    int sessions =
        StrictJson.parse(operate(server, "verify-backup?archive=" + archive).body())
            .at("/counts/tables/sessions")
            .intValue();
    Files.delete(document);
    advance(server, first);
    start(server);
    String leaked = tokenOf("mallory", Role.AGENT);
    assertThat(operate(server, "revoke?subject=mallory").statusCode()).isEqualTo(200);

    Load load = new Load(server);
    load.awaitAnswers(200);
    Duration usual = load.longest();
    HttpResponse<String> reply = operate(server, "restore?archive=" + archive);
    load.awaitAnswers(50);
    load.stop();

    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    JsonNode restored = StrictJson.parse(reply.body());
    assertThat(restored.at("/rows/sessions").intValue()).isEqualTo(sessions);
    assertThat(restored.path("revocationsKept").intValue()).isEqualTo(1);
    assertThat(restored.at("/kept/0/place").textValue()).contains("before-restore-");
    assertThat(load.unexpected).as("answers besides results and: come again").isEmpty();
    // A call on a busy machine is slow without a restore, too.
    assertThat(load.longest()).isLessThan(usual.plusSeconds(1));
    server.await(() -> server.status("/ready") == 200, "ready again");

    assertThat(advance(server, first).path("outcome").asText()).isEqualTo("advanced");
    assertThat(ping(server, leaked)).as("withdrawn after the backup").isEqualTo(401);
    assertThat(client.call(server.port(), "workflow_list", SessionClient.object()).toString())
        .as("the catalogue was read anew")
        .contains("team-rules");
    PackagedCommand chains = PackagedCommand.run(shared, Map.of(), "audit", "verify");
    assertThat(chains.status()).as(chains.out() + chains.err()).isZero();
    assertThat(Files.readString(shared.resolve("audit/audit.jsonl")))
        .containsPattern("restore\\.started.*\"actor\":\"it\"")
        .containsPattern("restore\\.finished.*before-restore-");
  }

  @Test
  void whatCannotBeRestoredIsRefusedWithTheReasonAndTheMend() throws Exception {
    PackagedServer server = running;
    start(server);
    String archive = backUp(server);
    for (String name : List.of("nothing", "../workrail.db", "%2Fetc%2Fpasswd")) {
      assertThat(operate(server, "restore?archive=" + name).statusCode()).isEqualTo(404);
    }
    assertThat(operate(server, "restore").statusCode()).isEqualTo(400);
    Path damaged = shared.resolve("backups/workrail-20260101T000000.000Z.tar.gz");
    Files.writeString(damaged, "no archive");
    HttpResponse<String> refused = operate(server, "restore?archive=" + damaged.getFileName());
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("cannot be restored", "Nothing was changed");

    PackagedCommand command = PackagedCommand.run(shared, Map.of(), "backup", "restore", archive);
    assertThat(command.status()).isEqualTo(1);
    assertThat(command.err())
        .contains("A server uses the database", "/tasks/restore?archive=" + archive);
    PackagedCommand second =
        PackagedCommand.run(
            shared,
            Map.of("PORT", "" + FreePort.find(), "ADMIN_PORT", "" + FreePort.find()),
            "server",
            "config.yml");
    assertThat(second.status()).isEqualTo(1);
    assertThat(second.err()).contains("another server, or a restore, uses the database");

    try (FileChannel file =
            FileChannel.open(
                shared.resolve("backups/.workrail-backup.lock"), StandardOpenOption.WRITE);
        FileLock other = file.lock()) {
      assertThat(other.isValid()).isTrue();
      assertThat(operate(server, "restore?archive=" + archive).statusCode()).isEqualTo(409);
    }
  }

  @Test
  void killedInTheMiddleOfARestoreTheServerBootsToOldOrNewNeverAMix() throws Exception {
    Path old = data.resolve("workflows/old.json");
    Path restored = data.resolve("workflows/new.json");
    ExecutorService callers = Executors.newCachedThreadPool();
    PackagedServer server = PackagedServer.start(data, FAST);
    try {
      start(server);
      Files.writeString(restored, "{\"id\":\"new\"}");
      String archive = backUp(server);
      for (String sight : List.of("restore-scratch", "restore.journal", "before-restore-")) {
        start(server);
        Files.deleteIfExists(restored);
        Files.writeString(old, "{\"id\":\"old\"}");
        PackagedServer killed = server;
        Future<?> call = callers.submit(() -> operate(killed, "restore?archive=" + archive));
        awaitSight(sight, call);
        killed.close();
        server = PackagedServer.start(data, FAST);
        boolean isNew = sessions() == 1;
        assertThat(Files.exists(restored)).as("documents and data of one time").isEqualTo(isNew);
        assertThat(Files.exists(old)).isEqualTo(!isNew);
        assertThat(data.resolve("restore.journal")).doesNotExist();
        assertThat(operate(server, "restore?archive=" + archive).statusCode()).isEqualTo(200);
      }
    } finally {
      server.close();
      callers.shutdownNow();
    }
  }

  @Test
  void theDrillOfTheReadmeWorksAsItStandsThere() throws Exception {
    PackagedServer server = running;
    start(server);
    backUp(server);
    String block =
        Files.readString(Path.of("README.md"))
            .split("### Restore drill\n", 2)[1]
            .split("```sh\n", 2)[1]
            .split("```", 2)[0]
            .replace("data/backups", shared.resolve("backups").toString())
            .replace("/tmp/restore-drill", shared.resolve("drill").toString())
            .replace("target/workrail.jar", System.getProperty("workrail.jar"));
    Process drill =
        new ProcessBuilder("sh", "-ec", block)
            .redirectErrorStream(true)
            .redirectOutput(shared.resolve("drill.out").toFile())
            .start();
    assertThat(drill.waitFor(120, TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(shared.resolve("drill.out"));
    assertThat(drill.exitValue()).as(said).isZero();
    assertThat(said)
        .contains("restored workrail-", "ses_")
        .containsPattern("sessions +[0-9]+ rows?");
    assertThat(shared.resolve("drill")).doesNotExist();
  }

  @Test
  void withoutAServerTheCommandRestoresAndSaysWhatItDid() throws Exception {
    String archive;
    try (PackagedServer server = PackagedServer.start(data, FAST)) {
      start(server);
      archive = backUp(server);
      start(server);
    }
    PackagedCommand text = PackagedCommand.run(data, Map.of(), "backup", "restore", archive);
    assertThat(text.status()).as(text.err()).isZero();
    assertThat(text.out())
        .contains("restored " + archive, "sessions           1 row", "kept: ", "rm -r ");
    assertThat(sessions()).isEqualTo(1);
    PackagedCommand json =
        PackagedCommand.run(
            data,
            Map.of(),
            "backup",
            "restore",
            data.resolve("backups").resolve(archive).toString(),
            "--format",
            "json");
    assertThat(json.status()).as(json.err()).isZero();
    assertThat(StrictJson.parse(json.out()).path("archive").asText()).isEqualTo(archive);
  }

  /** Agents that read and write without a pause. */
  private final class Load {
    private final PackagedServer server;
    private final AtomicBoolean ends = new AtomicBoolean();
    private final AtomicLong answers = new AtomicLong();
    private final LongAccumulator longest = new LongAccumulator(Long::max, 0);
    private final List<String> unexpected =
        java.util.Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> threads = new ArrayList<>();

    Load(PackagedServer server) {
      this.server = server;
      for (int i = 0; i < 4; i++) {
        String tool = i % 2 == 0 ? "workflow_resume" : "workflow_list";
        Thread thread = new Thread(() -> call(tool));
        threads.add(thread);
        thread.start();
      }
    }

    private void call(String tool) {
      long last = System.nanoTime();
      while (!ends.get()) {
        try {
          JsonNode reply = client.send(server.port(), tool, SessionClient.object());
          answers.incrementAndGet();
          if (reply.has("result")) {
            longest.accumulate(System.nanoTime() - last);
            last = System.nanoTime();
          } else if (!reply.at("/error/data").has("retryAfterSeconds")) {
            unexpected.add(reply.toString());
          }
        } catch (IOException e) {
          // 503: comes again at once.
          answers.incrementAndGet();
        } catch (InterruptedException e) {
          unexpected.add(String.valueOf(e.getMessage()));
        }
      }
    }

    void awaitAnswers(int more) throws Exception {
      long then = answers.get();
      server.await(() -> answers.get() > then + more, "answers");
    }

    Duration longest() {
      return Duration.ofNanos(longest.get());
    }

    void stop() throws InterruptedException {
      ends.set(true);
      for (Thread thread : threads) {
        thread.join(20_000);
      }
    }
  }

  private void awaitSight(String name, Future<?> call) throws Exception {
    Await.until(
        "there is " + name,
        () -> {
          try (var files = Files.list(data)) {
            return call.isDone()
                || files.anyMatch(file -> file.getFileName().toString().startsWith(name));
          }
        });
  }

  private int sessions() throws Exception {
    PackagedCommand listed =
        PackagedCommand.run(data, Map.of(), "sessions", "list", "--format", "json");
    assertThat(listed.status()).as(listed.err()).isZero();
    return StrictJson.parse(listed.out()).path("items").size();
  }

  /** A document of the shared server's own. */
  private static Path document(String id) throws Exception {
    ObjectNode document =
        (ObjectNode) StrictJson.parse(Files.readString(Path.of("workflows/refactoring.json")));
    Path file = shared.resolve("workflows").resolve(id + ".json");
    return Files.writeString(file, StrictJson.write(document.put("id", id)));
  }

  private ObjectNode start(PackagedServer server) throws Exception {
    return client.call(server.port(), "workflow_start", SessionClient.start("bug-investigation"));
  }

  private ObjectNode advance(PackagedServer server, JsonNode reply) throws Exception {
    return client.call(
        server.port(), "workflow_continue", SessionClient.proceed(reply, "Done, and tested."));
  }

  private static int ping(PackagedServer server, String token) throws Exception {
    return send(request(server.port(), "/mcp")
            .header("Authorization", "Bearer " + token)
            .POST(BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}")))
        .statusCode();
  }

  private static String backUp(PackagedServer server) throws Exception {
    HttpResponse<String> reply = operate(server, "backup");
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    return Path.of(StrictJson.parse(reply.body()).path("path").asText()).getFileName().toString();
  }

  private static HttpResponse<String> operate(PackagedServer server, String operation)
      throws Exception {
    return send(
        request(server.adminPort(), "/tasks/" + operation)
            .header("Authorization", "Bearer " + token(Role.OPERATOR))
            .POST(BodyPublishers.noBody()));
  }
}
