package io.workrail.variables;

import static io.workrail.variables.Calls.PING;
import static org.assertj.core.api.Assertions.assertThat;

import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
import io.workrail.PackagedCommand;
import io.workrail.PackagedServer;
import io.workrail.RawHttp;
import io.workrail.json.StrictJson;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server as somebody tries it out, with settings that leave nothing at its default. */
class DeskVariablesIT {
  private static final String SECRET = "q8Zr2LkP0vX7sT4nB9mW1cY6eH3uJ5dA";
  private static final String PREVIOUS = "zN5kD8wR1xM4vC7bQ0tL3gF6hJ9pS2yE";
  private static final String ISSUER = "https://id.example.com";
  private static final String PAGE = "https://tools.example.com";
  private static final KeyPair PROVIDER = Jwts.SIG.RS256.keyPair().build();

  @TempDir static Path folder;
  private static final Map<String, String> VARIABLES = new HashMap<>();
  private static Path log;
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private static NoticeReceiver hook;
  private static PackagedServer server;
  private static Calls calls;

  @BeforeAll
  static void start() throws Exception {
    log = folder.resolve("logs-elsewhere/combined.log");
    hook = new NoticeReceiver();
    for (String name : List.of("one", "two", "logs-elsewhere")) {
      Files.createDirectory(folder.resolve(name));
    }
    write("one/first.json", "first", "of one");
    write("one/both.json", "both", "of one");
    write("two/both.json", "both", "of two");
    VARIABLES.putAll(
        Map.of(
            "WORKRAIL_ENV", "development",
            "NODE_ENV", "production",
            "LOG_DIR", folder.resolve("logs-elsewhere").toString(),
            "LOG_LEVEL", "debug",
            "ADMIN_HOST", "127.0.0.3",
            "MCP_SERVER_HOST", "workrail.example.net",
            "MCP_SERVER_PORT", "4444",
            "ALLOWED_ORIGINS", PAGE,
            "TRUSTED_PROXIES", "127.0.0.0/8"));
    VARIABLES.putAll(
        Map.of(
            "MAX_INPUT_SIZE", "2048",
            "RATE_LIMIT_PER_MINUTE", "30",
            "RATE_LIMIT_BURST", "5",
            "RATE_LIMIT_PER_ADDRESS", "20",
            "RATE_LIMIT_FAILED_PER_ADDRESS", "3",
            "HEALTH_CHECK_INTERVAL", "200",
            "MEMORY_LIMIT", "64MiB",
            "MIN_FREE_DISK", "900TB",
            "ENABLE_METRICS", "false"));
    VARIABLES.putAll(
        Map.of(
            "JWT_SECRET",
            SECRET,
            "JWT_SECRET_PREVIOUS",
            PREVIOUS,
            "JWT_EXPIRES_IN",
            "2h",
            "JWT_ISSUER",
            ISSUER,
            "JWT_AUDIENCE",
            "workrail",
            "JWT_PUBLIC_KEY",
            Files.writeString(folder.resolve("provider.pem"), Calls.pem(PROVIDER)).toString(),
            "WORKFLOW_STORAGE_TYPE",
            "file",
            "WORKFLOW_STORAGE_PATH",
            folder.resolve("one") + ":" + folder.resolve("two"),
            "SESSIONS_NOTIFY_URL",
            hook.address(),
            "SESSIONS_NOTIFY_SECRET",
            "a-secret-of-the-hook"));
    VARIABLES.putAll(
        Map.of(
            "BACKUP_DIR",
            folder.resolve("safe").toString(),
            "BACKUP_SCHEDULE",
            "off",
            "BACKUP_RETENTION_DAYS",
            "2",
            "BACKUP_UPLOAD_COMMAND",
            "env > %1$s/upload-env; cp {} %1$s/sent-away".formatted(folder)));
    server = PackagedServer.start(folder, VARIABLES);
    calls = Calls.to(server);
  }

  @AfterAll
  static void stop() {
    hook.close();
    if (server != null) {
      server.close();
    }
  }

  @Test
  @Exercises({"PORT", "ADMIN_PORT", "ADMIN_HOST", "DATA_DIR"})
  void itListensWhereItWasToldAndKeepsItsDataThere() throws Exception {
    assertThat(calls.get("/ready").statusCode()).isEqualTo(200);
    HttpRequest.Builder operations =
        HttpRequest.newBuilder(
            URI.create("http://127.0.0.3:%d/ping".formatted(server.adminPort())));
    assertThat(Calls.send(operations).body()).contains("pong");
    assertThat(folder.resolve("workrail.db")).exists();
  }

  @Test
  @Exercises({"BACKUP_DIR", "BACKUP_SCHEDULE", "BACKUP_RETENTION_DAYS", "BACKUP_UPLOAD_COMMAND"})
  void backupsAreMadeWhereAndWhenItWasToldAndSentAwayWithoutASecret() throws Exception {
    server.await(
        () -> calls.get("/health").body().contains("backups are off (BACKUP_SCHEDULE)"),
        "the warning that there is no backup");
    Path safe = Files.createDirectories(folder.resolve("safe"));
    for (int month = 1; month <= 4; month++) {
      Files.writeString(
          safe.resolve("workrail-20200%d01T000000.000Z.tar.gz".formatted(month)), "old");
    }

    PackagedCommand made =
        PackagedCommand.run(folder, VARIABLES, "backup", "create", "--format", "json");

    assertThat(made.status()).as(made.err()).isZero();
    Path archive = Path.of(StrictJson.parse(made.out()).path("path").asText());
    assertThat(archive).hasParent(safe).hasSameBinaryContentAs(folder.resolve("sent-away"));
    assertThat(safe.resolve("workrail-20200201T000000.000Z.tar.gz")).doesNotExist();
    assertThat(safe.resolve("workrail-20200301T000000.000Z.tar.gz")).exists();
    assertThat(Files.readString(folder.resolve("upload-env")))
        .contains("PATH=", "DATA_DIR=")
        .doesNotContain(SECRET, PREVIOUS, "a-secret-of-the-hook", "JWT_SECRET");
    server.await(
        () -> calls.get("/health").body().contains("\"backup\",\"status\":\"ok\""),
        "the check of backups is green by itself");
  }

  /** Development prints for people, whatever the variable that is asked second says. */
  @Test
  @Exercises({"WORKRAIL_ENV", "LOG_DIR"})
  void developmentPrintsForPeopleAndKeepsItsLogsWhereItWasTold() throws Exception {
    assertThat(log.toFile()).exists();
    assertThat(Files.readString(server.stdout())).doesNotContain("{\"timestamp\":");
  }

  @Test
  @Exercises({"MCP_SERVER_HOST", "MCP_SERVER_PORT", "JWT_ISSUER"})
  void clientsMayCallItByItsNameAndLearnWhereTokensComeFrom() throws Exception {
    String request = "GET /api/v1/sessions HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n";
    assertThat(raw(request.formatted("workrail.example.net")).status()).isEqualTo(401);
    assertThat(raw(request.formatted("other.example.net")).status()).isEqualTo(403);
    assertThat(calls.get("/.well-known/oauth-protected-resource").body())
        .contains("http://workrail.example.net:4444", ISSUER);
  }

  @Test
  @Exercises({"JWT_SECRET", "JWT_SECRET_PREVIOUS", "JWT_AUDIENCE", "JWT_PUBLIC_KEY"})
  void tokensOfBothSecretsAndOfTheProviderAreGoodForThisAudienceOnly() throws Exception {
    for (String secret : List.of(SECRET, PREVIOUS)) {
      assertThat(ping(signed("two-secrets", secret, "workrail"))).isEqualTo(200);
    }
    String ofProvider =
        Calls.token("provider")
            .issuer(ISSUER)
            .audience()
            .add("workrail")
            .and()
            .signWith(PROVIDER.getPrivate(), Jwts.SIG.RS256)
            .compact();
    assertThat(ping(ofProvider)).isEqualTo(200);
    assertThat(ping(signed("other", SECRET, "somebody-else"))).isEqualTo(401);
    assertThat(ping(signed("other", "a".repeat(16) + PREVIOUS, "workrail"))).isEqualTo(401);
  }

  @Test
  @Exercises("JWT_EXPIRES_IN")
  void aNewTokenLivesAsLongAsItWasSaid() throws Exception {
    PackagedCommand made =
        PackagedCommand.run(folder, VARIABLES, "token", "--subject", "ada", "--role", "agent");
    assertThat(made.status()).as(made.err()).isZero();
    String claims = made.out().strip().split("\\.", -1)[1];
    var token = StrictJson.parse(new String(Base64.getUrlDecoder().decode(claims), "UTF-8"));
    assertThat(token.path("exp").asLong() - token.path("iat").asLong()).isEqualTo(7_200);
  }

  @Test
  @Exercises("ALLOWED_ORIGINS")
  void pagesMayCallThatAreNamed() throws Exception {
    assertThat(preflight(PAGE)).isEqualTo(204);
    assertThat(preflight("https://other.example.com")).isEqualTo(403);
  }

  @Test
  @Exercises("MAX_INPUT_SIZE")
  void aLargerBodyIsRefused() throws Exception {
    String token = signed("large", SECRET, "workrail");
    String body = PING + " ".repeat(2_048 - PING.length());
    assertThat(calls.post(body, token).statusCode()).isEqualTo(200);
    assertThat(calls.post(body + " ", token).statusCode()).isEqualTo(413);
  }

  @Test
  @Exercises({"RATE_LIMIT_PER_MINUTE", "RATE_LIMIT_BURST"})
  void aSubjectMayCallThisOften() throws Exception {
    String token = signed("eager", SECRET, "workrail");
    HttpResponse<String> first = calls.post(PING, token);
    assertThat(first.headers().firstValue("RateLimit-Policy")).hasValue("30;w=60;burst=5");
    server.await(() -> calls.post(PING, token).statusCode() == 429, "the refusal");
  }

  /** Each address counts for itself, because the proxy on this machine is believed. */
  @Test
  @Exercises({"TRUSTED_PROXIES", "RATE_LIMIT_PER_ADDRESS", "RATE_LIMIT_FAILED_PER_ADDRESS"})
  void anAddressMayCallThisOftenAndFailThisOften() throws Exception {
    assertThat(refusedAfter("192.0.2.20", signed("many", SECRET, "workrail"), 60)).isBetween(5, 30);
    assertThat(refusedAfter("192.0.2.21", "not-a-token", 60)).isBetween(3, 6);
    assertThat(calls.get("/schemas/workflow.json").statusCode()).isEqualTo(200);
  }

  @Test
  @Exercises({"HEALTH_CHECK_INTERVAL", "MEMORY_LIMIT", "MIN_FREE_DISK"})
  void healthIsJudgedByTheseLimitsAndThisOften() throws Exception {
    HttpResponse<String> first = calls.get("/health");
    assertThat(first.statusCode()).isEqualTo(503);
    assertThat(first.body())
        .contains("of 64 MiB heap used")
        .contains("at least 818.5 TiB is needed");
    server.await(() -> !timestamp(first).equals(timestamp(calls.get("/health"))), "the next run");
  }

  @Test
  @Exercises("ENABLE_METRICS")
  void metricsAreOff() throws Exception {
    URI metrics = URI.create("http://127.0.0.3:%d/metrics".formatted(server.adminPort()));
    assertThat(Calls.send(HttpRequest.newBuilder(metrics)).statusCode()).isEqualTo(404);
  }

  @Test
  @Exercises({"WORKFLOW_STORAGE_TYPE", "WORKFLOW_STORAGE_PATH"})
  void documentsComeFromAllFoldersAndLaterOnesWin() throws Exception {
    String token = signed("reader", SECRET, "workrail");
    assertThat(calls.tool("workflow_get", "{\"id\":\"first\"}", token).body()).contains("of one");
    assertThat(calls.tool("workflow_get", "{\"id\":\"both\"}", token).body()).contains("of two");
  }

  @Test
  @Exercises({"SESSIONS_NOTIFY_URL", "SESSIONS_NOTIFY_SECRET", "LOG_LEVEL"})
  void theHookHearsOfTheEndOfASessionAndTheLogOfItsFailure() throws Exception {
    String token = signed("starter", SECRET, "workrail");
    var started =
        StrictJson.parse(
            calls
                .tool("workflow_start", "{\"workflowId\":\"first\",\"goal\":\"x\"}", token)
                .body());
    String continueToken = started.at("/result/structuredContent/continueToken").asText();
    calls.tool(
        "workflow_abandon",
        "{\"continueToken\":\"%s\",\"reason\":\"tried\"}".formatted(continueToken),
        token,
        "traceparent",
        TRACE);
    NoticeReceiver.Received notice = hook.next();
    assertThat(notice).isNotNull();
    assertThat(notice.signature()).startsWith("v1=");
    assertThat(notice.trace()).isEqualTo(TRACE);
    assertThat(notice.body()).contains("\"event\":\"abandoned\"");
    server.await(
        () -> Files.readString(log).contains("\"level\":\"DEBUG\""), "the line of the failure");
  }

  private static int ping(String token) throws Exception {
    return calls.post(PING, token).statusCode();
  }

  private static int preflight(String origin) throws Exception {
    return Calls.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/mcp".formatted(server.port())))
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", BodyPublishers.noBody()))
        .statusCode();
  }

  private static int refusedAfter(String address, String token, int most) throws Exception {
    for (int i = 0; i < most; i++) {
      if (calls.post(PING, token, "X-Forwarded-For", address).statusCode() == 429) {
        return i;
      }
    }
    return most;
  }

  private static RawHttp.Reply raw(String request) throws Exception {
    return RawHttp.exchange("127.0.0.9", server.port(), request);
  }

  private static String signed(String subject, String secret, String audience) {
    return Calls.token(subject)
        .issuer(ISSUER)
        .audience()
        .add(audience)
        .and()
        .signWith(Keys.hmacShaKeyFor(secret.getBytes(StandardCharsets.US_ASCII)))
        .compact();
  }

  private static void write(String file, String id, String description) throws Exception {
    Files.writeString(
        folder.resolve(file),
        """
        {"id":"%s","name":"%s","description":"%s","version":"1.0.0",
         "steps":[{"id":"only","title":"The only step","prompt":"Do it."}]}"""
            .formatted(id, id, description));
  }

  private static String timestamp(HttpResponse<String> health) {
    return health.body().replaceFirst(".*\"timestamp\":", "");
  }
}
