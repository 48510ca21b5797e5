package io.workrail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.auth.Caller;
import io.workrail.auth.Role;
import io.workrail.auth.TokenIssuer;
import io.workrail.configuration.Secret;
import io.workrail.http.tls.TestCertificates;
import io.workrail.http.tls.TestCertificates.Issued;
import io.workrail.storage.PostgresServer;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A full run at the most talkative log level, with failures of all kinds: no secret and no
 * credential stands in a reply, a log, a metric, an error or a file.
 */
class HiddenSecretsIT {
  private static final String SECRET = "Zk3vN8qLw5Xt1Rb7Hy2Jd9Mc6Pf4Gs0A";
  private static final String PREVIOUS = "Ub5eW2mTq9Yc4Vn8Kz1Hs7Lx3Dj6Rf0B";
  private static final String API_KEY = "Gm7yQ4wZt2Kx9Bp5Lc8Nv3Hd1Js6Rf0C";
  private static final String DATABASE_PASSWORD = "a:password/with@signs%";
  private static final String OTHER_PASSWORD = "Vq6sT1nKw8Xe4Rb9Ly3Jd7Mc2Pf5Gz0D";
  private static final String NOTIFY_SECRET = "Np2wK7tQx5Ze9Bm4Lc1Hs8Vd3Jy6Rf0E";
  private static final String UPLOAD_LOGIN = "Ht8cR4vMz1Wq6Xk9Bn5Lp2Jd7Sy3Gf0E";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir Path data;
  @TempDir Path elsewhere;

  private final List<String> seen = new ArrayList<>();
  private final List<String> credentials = new ArrayList<>();
  private final List<String> continueTokens = new ArrayList<>();
  private final List<String> keyLines = new ArrayList<>();

  @Test
  void nothingShowsASecret() throws Exception {
    Map<String, String> variables = variables();
    try (PackagedServer server = PackagedServer.start(data, variables)) {
      useIt(server);
      misuseIt(server);
      work(server);
      operateIt(server);
      commands(variables);
      server.stop();
      seen.add(Files.readString(server.stdout()));
    }
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        seen.add(Files.readString(file, ISO_8859_1));
        if (file.toString().endsWith(".tar.gz")) {
          seen.add(unpacked(file));
        }
      }
    }
    refusedStarts(variables);
    assertThat(seen.stream().mapToInt(String::length).sum()).isGreaterThan(100_000);
    assertThat(seen).anyMatch(text -> text.contains("authentication.failed"));
    assertThat(seen).anyMatch(text -> text.contains("<redacted>"));
    assertThat(seen)
        .as("an archive of all this")
        .anyMatch(text -> text.contains("tables/sessions.ndjson") && text.contains("environment"));
    for (String secret : hidden()) {
      assertThat(seen)
          .as("where %s… stands", secret.substring(0, 4))
          .noneMatch(text -> text.contains(secret));
    }
  }

  /** Each kind of place that a secret may come from. */
  private Map<String, String> variables() throws Exception {
    Path key = Files.writeString(elsewhere.resolve("key-file"), API_KEY + "\n");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    Files.writeString(elsewhere.resolve("jwt-secret-previous"), PREVIOUS);
    Map<String, String> variables = new HashMap<>();
    variables.put("JWT_SECRET", SECRET);
    variables.put("API_KEY_FILE", key.toString());
    variables.put("CREDENTIALS_DIRECTORY", elsewhere.toString());
    variables.put("DATABASE_URL", PostgresServer.shared().createDatabase());
    variables.put("SESSIONS_NOTIFY_URL", "http://127.0.0.1:1/hook");
    variables.put("SESSIONS_NOTIFY_SECRET", NOTIFY_SECRET);
    variables.put("BACKUP_UPLOAD_COMMAND", "sh -c false {} --login " + UPLOAD_LOGIN);
    variables.put("LOG_LEVEL", "trace");
    return variables;
  }

  private void useIt(PackagedServer server) throws Exception {
    for (String secret : List.of(SECRET, PREVIOUS)) {
      assertThat(mcp(server, "Authorization", "Bearer " + token(secret))).isEqualTo(200);
    }
    assertThat(mcp(server, "X-API-Key", API_KEY)).isEqualTo(200);
    assertThat(mcp(server, "Authorization", "Bearer " + API_KEY)).isEqualTo(200);
  }

  /** A continue token is shown to whoever works with it, and nowhere else. */
  private void work(PackagedServer server) throws Exception {
    SessionClient client = new SessionClient(token(SECRET));
    ObjectNode begun =
        client.call(server.port(), "workflow_start", SessionClient.start("bug-investigation"));
    String continueToken = begun.path("continueToken").asText();
    assertThat(continueToken).hasSizeGreaterThan(20);
    continueTokens.add(continueToken);
    client.send(
        server.port(),
        "workflow_continue",
        SessionClient.object().put("continueToken", continueToken).put("nonsense", 1));
    client.send(
        server.port(),
        "workflow_continue",
        SessionClient.object().put("continueToken", continueToken + "x"));
    client.call(
        server.port(),
        "workflow_abandon",
        SessionClient.object().put("continueToken", continueToken).put("reason", "a test"));
  }

  private void misuseIt(PackagedServer server) throws Exception {
    assertThat(mcp(server, "Authorization", "Bearer " + token("x".repeat(40)))).isEqualTo(401);
    assertThat(mcp(server, "Authorization", "Basic " + token(SECRET))).isEqualTo(401);
    assertThat(mcp(server, "Authorization", "Bearer " + SECRET)).isEqualTo(401);
    assertThat(mcp(server, "Authorization", "Bearer " + API_KEY + "x")).isEqualTo(401);
    assertThat(mcp(server, "X-API-Key", SECRET)).isEqualTo(401);
    for (String name : List.of("access_token", "api_key")) {
      assertThat(send(address(server, "/mcp?" + name + "=" + API_KEY)).statusCode())
          .isBetween(400, 499);
    }
    send(address(server, "/no/such/page"));
    mcp(server, "Authorization", "Bearer " + "x".repeat(20_000));
    send(
        address(server, "/mcp")
            .header("Authorization", "Bearer " + token(SECRET))
            .POST(BodyPublishers.ofString("{ not json")));
    send(
        address(server, "/mcp")
            .header("Authorization", "Bearer " + token(SECRET))
            .POST(BodyPublishers.ofString("x".repeat(1_100_000))));
  }

  private void operateIt(PackagedServer server) throws Exception {
    for (String page : List.of("/health", "/ready", "/", "/metrics")) {
      send(address(server, page));
      send(address(server, page).header("Authorization", "Bearer " + token(SECRET)));
    }
    for (String page : List.of("/", "/metrics", "/healthcheck", "/threads", "/ping")) {
      send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.adminPort() + page)));
    }
  }

  private void commands(Map<String, String> variables) throws Exception {
    keep(PackagedCommand.run(data, variables, "check"));
    keep(PackagedCommand.run(data, variables, "audit", "verify"));
    keep(PackagedCommand.run(data, variables, "token", "revoke", "--subject", "eve"));
    keep(PackagedCommand.run(data, variables, "token", "--subject", "ada", "--expires", "soon"));
    keep(PackagedCommand.run(data, variables, "backup", "create"));
    PackagedCommand token = PackagedCommand.run(data, variables, "token", "--subject", "ada");
    seen.add(token.err());
    credentials.add(token.out().strip());
  }

  /** Starts that fail, each with another mistake around a secret. */
  private void refusedStarts(Map<String, String> variables) throws Exception {
    Issued authority = TestCertificates.authority("root");
    Path certificate = Files.writeString(elsewhere.resolve("cert.pem"), authority.pem());
    String key = TestCertificates.server(TestCertificates.ec(), authority).key();
    Path strangeKey = Files.writeString(elsewhere.resolve("key.pem"), key);
    key.lines().filter(line -> !line.startsWith("-----")).forEach(keyLines::add);
    for (Map<String, String> mistake :
        List.of(
            Map.of("JWT_SECRET_FILE", elsewhere.resolve("key-file").toString()),
            Map.of("JWT_EXPIRES_IN", "soon"),
            Map.of(
                "DATABASE_URL",
                "postgresql://127.0.0.1:1/db",
                "DATABASE_USER",
                "ada",
                "DATABASE_PASSWORD",
                OTHER_PASSWORD),
            Map.of("SESSIONS_NOTIFY_URL", "no address"),
            Map.of("TLS_CERT", certificate.toString(), "TLS_KEY", strangeKey.toString()),
            Map.of("WORKRAIL_ENV", "production", "JWT_SECRET", "change-me-" + SECRET))) {
      Map<String, String> wrong = new HashMap<>(variables);
      wrong.putAll(mistake);
      PackagedCommand refused = PackagedCommand.run(data, wrong, "server", "config.yml");
      assertThat(refused.status()).as("%s", mistake.keySet()).isEqualTo(1);
      assertThat(refused.err()).doesNotContain("\tat ");
      keep(refused);
    }
  }

  private static String unpacked(Path archive) throws Exception {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(archive))) {
      return new String(in.readAllBytes(), ISO_8859_1);
    }
  }

  private void keep(PackagedCommand command) {
    seen.add(command.out());
    seen.add(command.err());
  }

  /** All secrets, also as they look in other clothes, and the signatures of all tokens. */
  private List<String> hidden() {
    List<String> hidden = new ArrayList<>();
    for (String secret :
        List.of(
            SECRET,
            PREVIOUS,
            API_KEY,
            DATABASE_PASSWORD,
            OTHER_PASSWORD,
            NOTIFY_SECRET,
            UPLOAD_LOGIN)) {
      hidden.add(secret);
      hidden.add(URLEncoder.encode(secret, UTF_8));
      hidden.add(Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(UTF_8)));
    }
    for (String token : credentials) {
      hidden.add(token.substring(token.lastIndexOf('.') + 1));
    }
    hidden.addAll(continueTokens);
    hidden.addAll(keyLines);
    return hidden;
  }

  private int mcp(PackagedServer server, String header, String value) throws Exception {
    return send(address(server, "/mcp")
            .header(header, value)
            .POST(
                BodyPublishers.ofString(
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}")))
        .statusCode();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> reply = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    seen.add(reply.headers().map() + "\n" + reply.body());
    return reply;
  }

  private static HttpRequest.Builder address(PackagedServer server, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private String token(String secret) {
    String token =
        new TokenIssuer(new Secret(secret), Clock.systemUTC())
            .issue(
                new Caller("ada", Set.of(Role.AGENT, Role.METRICS), Optional.empty()),
                Duration.ofHours(1));
    credentials.add(token);
    return token;
  }
}
