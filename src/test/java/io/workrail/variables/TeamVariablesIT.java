package io.workrail.variables;

import static io.workrail.variables.Calls.PING;
import static org.assertj.core.api.Assertions.assertThat;

import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.Keys;
import io.workrail.PackagedServer;
import io.workrail.json.StrictJson;
import io.workrail.storage.PostgresServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A server in production, one of several on PostgreSQL, with its secrets in files. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TeamVariablesIT {
  private static final String SECRET = "q8Zr2LkP0vX7sT4nB9mW1cY6eH3uJ5dA";
  private static final String KEY = "mT7cX2vR9kQ4wZ8n";
  private static final KeyPair PROVIDER = Jwts.SIG.ES256.keyPair().build();
  private static final Pattern ADDRESS = Pattern.compile("postgresql://([^:]+):([^@]+)@(.+)");
  private static final Pattern LAST_RELOAD =
      Pattern.compile("(?m)^workrail_catalog_last_reload_timestamp_seconds (\\S+)$");
  private static final String HOST = "127.0.0.2";
  private static final int CLIENTS = 64;

  @TempDir static Path folder;
  private static PackagedServer server;
  private static Calls calls;

  @BeforeAll
  static void start() throws Exception {
    Matcher database = ADDRESS.matcher(PostgresServer.shared().createDatabase());
    assertThat(database.matches()).isTrue();
    Map<String, String> variables = new HashMap<>();
    variables.putAll(
        Map.of(
            "NODE_ENV", "production",
            "HOST", HOST,
            "PUBLIC_URL", "https://workrail.example.com",
            "DATABASE_URL", "postgresql://" + database.group(3),
            "DATABASE_USER", database.group(1),
            "DATABASE_PASSWORD_FILE",
                secret("password", URLDecoder.decode(database.group(2), StandardCharsets.UTF_8)),
            "WORKFLOW_STORAGE_TYPE", "database",
            "CACHE_TTL", "1000",
            "METRICS_ENABLED", "true",
            "ENABLE_METRICS", "false"));
    variables.putAll(
        Map.of(
            // Empty counts as not set, so the file is the one place of the secret.
            "JWT_SECRET", "",
            "JWT_SECRET_FILE", secret("jwt", SECRET),
            "JWT_ISSUER", "https://id.example.com",
            "JWT_JWKS", keySet().toString(),
            "API_KEY_FILE", secret("key", KEY),
            "API_KEY_ROLE", "metrics",
            "RATE_LIMIT_PER_MINUTE", "0",
            "RATE_LIMIT_PER_ADDRESS", "0",
            "MAX_CONCURRENT_REQUESTS", "1"));
    variables.putAll(Map.of("SHUTDOWN_NOTICE", "1500", "SHUTDOWN_GRACE", "1s"));
    server = PackagedServer.launch(folder, variables, List.of());
    calls = new Calls("http://%s:%d".formatted(HOST, server.port()));
    server.await(TeamVariablesIT::isReady, "ready");
  }

  @AfterAll
  static void close() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  @Exercises("HOST")
  void itListensAtThisAddressOnly() throws Exception {
    assertThat(calls.get("/ready").statusCode()).isEqualTo(200);
    HttpRequest.Builder elsewhere =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/ready".formatted(server.port())));
    assertThat(refuses(elsewhere)).isTrue();
  }

  @Test
  @Exercises("NODE_ENV")
  void productionPrintsForTheJournal() throws Exception {
    assertThat(Files.readString(server.stdout())).contains("{\"timestamp\":");
  }

  @Test
  @Exercises("PUBLIC_URL")
  void clientsLearnThePublicAddress() throws Exception {
    assertThat(calls.get("/.well-known/oauth-protected-resource").body())
        .contains("https://workrail.example.com/mcp");
  }

  @Test
  @Exercises({"DATABASE_URL", "DATABASE_USER", "DATABASE_PASSWORD", "WORKFLOW_STORAGE_TYPE"})
  void sessionsAndDocumentsAreInPostgres() throws Exception {
    assertThat(calls.get("/health").body())
        .contains("\"name\":\"database\",\"status\":\"ok\",\"message\":\"PostgreSQL\"")
        .contains("The workflows are in the database");
    assertThat(folder.resolve("workrail.db")).doesNotExist();
    assertThat(folder.resolve("workflows")).doesNotExist();
  }

  @Test
  @Exercises({"JWT_SECRET", "JWT_JWKS"})
  void tokensOfTheFilesAreGood() throws Exception {
    String own =
        Calls.token("ada")
            .issuer("https://id.example.com")
            .signWith(Keys.hmacShaKeyFor(SECRET.getBytes(StandardCharsets.US_ASCII)))
            .compact();
    assertThat(calls.post(PING, own).statusCode()).isEqualTo(200);
    String ofProvider =
        Calls.token("eve")
            .header()
            .keyId("one")
            .and()
            .issuer("https://id.example.com")
            .signWith(PROVIDER.getPrivate(), Jwts.SIG.ES256)
            .compact();
    assertThat(calls.post(PING, ofProvider).statusCode()).isEqualTo(200);
  }

  @Test
  @Exercises({"API_KEY", "API_KEY_ROLE", "METRICS_ENABLED"})
  void theStaticKeyReadsMetricsAndNothingElse() throws Exception {
    assertThat(metrics()).contains("workrail_ready 1");
    assertThat(calls.get("/metrics", "X-API-Key", "another-key").statusCode()).isEqualTo(401);
    assertThat(calls.tool("workflow_list", "{}", KEY).body()).doesNotContain("bug-investigation");
  }

  @Test
  @Exercises("CACHE_TTL")
  void documentsAreLookedForThisOften() throws Exception {
    String before = lastReload();
    server.await(() -> !lastReload().equals(before), "the next look without an event");
  }

  @Test
  @Exercises("MAX_CONCURRENT_REQUESTS")
  void whatIsTooMuchAtOnceIsToldToComeAgain() throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      server.await(() -> isAnyoneRefused(clients), "a refusal");
    } finally {
      clients.shutdownNow();
    }
    assertThat(calls.get("/ready").statusCode()).isEqualTo(200);
  }

  /** A body that would take two minutes is cut off by the grace period. */
  @Test
  @Order(Integer.MAX_VALUE)
  @Exercises({"SHUTDOWN_GRACE", "SHUTDOWN_NOTICE"})
  void aStopIsAnnouncedAndWaitsThisLong() throws Exception {
    try (Socket slow = new Socket(HOST, server.port())) {
      slow.getOutputStream()
          .write(
              ("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n"
                      + "Authorization: Bearer x\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      server.process().destroy();
      server.await(() -> calls.get("/ready").statusCode() == 503, "the notice");
      assertThat(calls.get("/ready").body()).contains("The server is stopping");
      assertThat(server.process().waitFor(15, TimeUnit.SECONDS)).isTrue();
      assertThat(server.process().exitValue()).isEqualTo(143);
    }
  }

  private static boolean isAnyoneRefused(ExecutorService clients) throws Exception {
    List<Future<Integer>> statuses = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      statuses.add(clients.submit(() -> calls.get("/schemas/workflow.json").statusCode()));
    }
    boolean refused = false;
    for (Future<Integer> status : statuses) {
      refused |= status.get() == 503;
    }
    return refused;
  }

  private static String lastReload() throws Exception {
    Matcher found = LAST_RELOAD.matcher(metrics());
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  private static String metrics() throws Exception {
    return calls.get("/metrics", "X-API-Key", KEY).body();
  }

  private static boolean isReady() throws Exception {
    try {
      return calls.get("/ready").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean refuses(HttpRequest.Builder request) throws Exception {
    try {
      Calls.send(request);
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static Path keySet() throws IOException {
    String key =
        StrictJson.write(Jwks.builder().key((ECPublicKey) PROVIDER.getPublic()).id("one").build());
    return Files.writeString(folder.resolve("jwks.json"), "{\"keys\":[" + key + "]}");
  }

  private static String secret(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text + "\n").toString();
  }
}
