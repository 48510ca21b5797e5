package io.workrail;

import static io.workrail.HttpFixture.request;
import static io.workrail.HttpFixture.send;
import static io.workrail.HttpFixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.dropwizard.testing.junit5.DropwizardExtensionsSupport;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
import io.workrail.auth.Caller;
import io.workrail.auth.Role;
import io.workrail.auth.TokenIssuer;
import io.workrail.configuration.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest.Builder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole application over real HTTP. */
@ExtendWith(DropwizardExtensionsSupport.class)
class WorkRailApplicationIT {
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

  @TempDir static Path data;

  private static final DropwizardAppExtension<WorkRailConfiguration> app =
      HttpFixture.application(() -> data);

  @Test
  void answersAnAgent() throws Exception {
    HttpResponse<String> reply = send(mcp(token(Role.AGENT), PING));
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(reply.body()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
  }

  @Test
  void answersJsonWhateverTheClientAccepts() throws Exception {
    HttpResponse<String> reply =
        send(mcp(token(Role.AGENT), PING).header("Accept", "text/event-stream"));
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.headers().firstValue("Content-Type")).hasValue("application/json");
  }

  @Test
  void acceptsTheStaticKey() throws Exception {
    Builder withHeader = request(app.getLocalPort(), "/mcp").POST(BodyPublishers.ofString(PING));
    assertThat(send(withHeader.header("X-API-Key", HttpFixture.API_KEY)).statusCode())
        .isEqualTo(200);
    assertThat(send(mcp(HttpFixture.API_KEY, PING)).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesBadTokensInWords() throws Exception {
    TokenIssuer stranger =
        new TokenIssuer(new Secret("another-secret-that-is-long-enough-9876543210"), clock());
    Caller caller = new Caller("x", Set.of(Role.AGENT), Optional.empty());
    String expired =
        new TokenIssuer(new Secret(HttpFixture.SECRET), clock())
            .issue(caller, Duration.ofHours(-1));
    assertUnauthorized("nonsense", "not a JSON Web Token");
    assertUnauthorized(stranger.issue(caller, Duration.ofHours(1)), "not signed with");
    assertUnauthorized(expired, "has expired");
    assertUnauthorized(unsigned(), "not signed in a way");
    assertUnauthorized(otherAlgorithm(), "not signed in a way");
  }

  @Test
  void refusesATokenInTheAddress() throws Exception {
    HttpResponse<String> reply =
        send(
            request(app.getLocalPort(), "/mcp?access_token=" + token(Role.AGENT))
                .POST(BodyPublishers.ofString(PING)));
    assertThat(reply.statusCode()).isEqualTo(401);
    assertThat(reply.body()).contains("in the address");
  }

  @Test
  void aMissingTokenIsChallengedWithoutAnErrorCode() throws Exception {
    HttpResponse<String> reply =
        send(request(app.getLocalPort(), "/mcp").POST(BodyPublishers.ofString(PING)));
    assertThat(reply.statusCode()).isEqualTo(401);
    assertThat(reply.headers().firstValue("WWW-Authenticate"))
        .hasValue("Bearer realm=\"workrail\"");
  }

  @Test
  void rolesWithoutToolsAreForbidden() throws Exception {
    HttpResponse<String> reply = send(mcp(token(Role.METRICS), PING));
    assertThat(reply.statusCode()).isEqualTo(403);
    assertThat(reply.headers().firstValue("WWW-Authenticate"))
        .hasValue("Bearer error=\"insufficient_scope\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "null", "http://localhost.evil.example"})
  void foreignOriginsAreRefusedBeforeTheToken(String origin) throws Exception {
    Builder call = request(app.getLocalPort(), "/mcp").POST(BodyPublishers.ofString(PING));
    HttpResponse<String> reply = send(call.header("Origin", origin));
    assertThat(reply.statusCode()).isEqualTo(403);
    assertThat(reply.body()).contains("ALLOWED_ORIGINS");
  }

  @Test
  void anyLoopbackOriginPassesOnALoopbackBind() throws Exception {
    assertThat(
            send(mcp(token(Role.AGENT), PING).header("Origin", "http://127.0.0.1:6274"))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void foreignHostIsRefused() throws Exception {
    String reply = raw("POST /mcp HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 0\r\n");
    assertThat(reply).startsWith("HTTP/1.1 403").contains("PUBLIC_URL");
  }

  @Test
  void oversizeBodiesAre413AlsoWhenChunked() throws Exception {
    String large = "x".repeat(1024 * 1024 + 1);
    HttpResponse<String> sized = send(mcp(token(Role.AGENT), large));
    assertThat(sized.statusCode()).isEqualTo(413);
    assertThat(sized.body()).contains("\"code\":413");
    Builder chunked =
        request(app.getLocalPort(), "/mcp")
            .header("Authorization", "Bearer " + token(Role.AGENT))
            .POST(
                BodyPublishers.fromPublisher(
                    BodyPublishers.ofByteArrays(List.of(large.getBytes(StandardCharsets.UTF_8)))));
    assertThat(send(chunked).statusCode()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE", "PUT", "PATCH", "HEAD"})
  void onlyPostIsAnswered(String method) throws Exception {
    HttpResponse<String> reply =
        send(request(app.getLocalPort(), "/mcp").method(method, BodyPublishers.noBody()));
    assertThat(reply.statusCode()).isEqualTo(405);
    assertThat(reply.headers().firstValue("Allow")).hasValue("POST");
  }

  @Test
  void tellsWhatItAnswers() throws Exception {
    HttpResponse<String> reply =
        send(request(app.getLocalPort(), "/mcp").method("OPTIONS", BodyPublishers.noBody()));
    assertThat(reply.headers().firstValue("Allow")).hasValue("POST");
    assertThat(reply.body()).isEmpty();
  }

  @Test
  void aToolThatTheRoleForbidsIsChallenged() throws Exception {
    String call =
        """
        {"jsonrpc":"2.0","id":9,"method":"tools/call",
         "params":{"name":"workflow_next","arguments":{"workflowId":"bug-investigation"}}}""";
    HttpResponse<String> reply = send(mcp(token(Role.OPERATOR), call));
    assertThat(reply.statusCode()).isEqualTo(403);
    assertThat(reply.body()).contains("\"id\":9");
    assertThat(reply.headers().firstValue("WWW-Authenticate"))
        .hasValue("Bearer error=\"insufficient_scope\"");
  }

  @Test
  void everyErrorIsJson() throws Exception {
    assertThat(send(request(app.getLocalPort(), "/no/such/place")).body())
        .startsWith("{\"code\":404");
    assertThat(raw("GARBAGE\r\n")).doesNotContain("<html").doesNotContain("org.eclipse");
    assertThat(raw("GET /%zz HTTP/1.1\r\nHost: localhost\r\n"))
        .startsWith("HTTP/1.1 400")
        .doesNotContain("<html");
    assertThat(raw("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(20_000) + "\r\n"))
        .startsWith("HTTP/1.1 431")
        .doesNotContain("<html");
  }

  @Test
  void aRequestIdIsAcceptedOrMade() throws Exception {
    HttpResponse<String> named =
        send(request(app.getLocalPort(), "/nope").header("X-Request-Id", "my-id.1"));
    assertThat(named.headers().firstValue("X-Request-Id")).hasValue("my-id.1");
    assertThat(named.body()).contains("\"requestId\":\"my-id.1\"");
    HttpResponse<String> hostile =
        send(request(app.getLocalPort(), "/nope").header("X-Request-Id", "a b\tc"));
    assertThat(hostile.headers().firstValue("X-Request-Id").orElseThrow()).hasSize(36);
  }

  @Test
  void threadsAreNotNamedAfterAddresses() {
    assertThat(app.getConfiguration().server().getEnableThreadNameFilter()).isFalse();
  }

  @Test
  void theSchemaAndReadinessNeedNoToken() throws Exception {
    assertThat(send(request(app.getLocalPort(), "/schemas/workflow.json")).body())
        .contains("\"$schema\"");
    HttpResponse<String> ready = send(request(app.getLocalPort(), "/ready"));
    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(ready.body()).contains("\"status\":\"ready\"");
  }

  @Test
  void anEditedFileIsServedAndABrokenEditIsNot() throws Exception {
    Path file = data.resolve("workflows").resolve("live.json");
    Files.writeString(file, document("1.0.0"));
    awaitList("\"version\\\":\\\"1.0.0\\\"");
    Files.writeString(file, document("1.0.1"));
    awaitList("\"version\\\":\\\"1.0.1\\\"");
    Files.writeString(file, "{ broken");
    awaitList("live.json");
    assertThat(list()).contains("\"version\\\":\\\"1.0.1\\\"").contains("last good version");
  }

  private static String document(String version) {
    return """
        {"id":"live-edit","name":"Live","description":"Edited while agents run.","version":"%s",
         "steps":[{"id":"only-step","title":"Only","prompt":"Do it."}]}"""
        .formatted(version);
  }

  private static void awaitList(String text) throws Exception {
    Await.until("the list holds " + text, () -> list().contains(text));
  }

  private static String list() throws Exception {
    String call =
        """
        {"jsonrpc":"2.0","id":1,"method":"tools/call",
         "params":{"name":"workflow_list","arguments":{"query":"live"}}}""";
    return send(mcp(token(Role.AUTHOR), call)).body();
  }

  private static void assertUnauthorized(String token, String reason) throws Exception {
    HttpResponse<String> reply = send(mcp(token, PING));
    assertThat(reply.statusCode()).isEqualTo(401);
    assertThat(reply.body()).contains(reason);
    assertThat(reply.headers().firstValue("WWW-Authenticate").orElseThrow())
        .contains("error=\"invalid_token\"");
  }

  private static String unsigned() {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    String header = base64.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
    String claims =
        "{\"sub\":\"x\",\"roles\":[\"agent\"],\"exp\":%d}"
            .formatted(clock().instant().plusSeconds(600).getEpochSecond());
    return header + "." + base64.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".";
  }

  private static String otherAlgorithm() {
    byte[] key = HttpFixture.SECRET.repeat(2).getBytes(StandardCharsets.UTF_8);
    return Jwts.builder()
        .subject("x")
        .claim("roles", List.of("agent"))
        .expiration(Date.from(clock().instant().plusSeconds(600)))
        .signWith(Keys.hmacShaKeyFor(key), Jwts.SIG.HS512)
        .compact();
  }

  private static Clock clock() {
    return Clock.systemUTC();
  }

  private static Builder mcp(String token, String body) {
    return request(app.getLocalPort(), "/mcp")
        .header("Authorization", "Bearer " + token)
        .POST(BodyPublishers.ofString(body));
  }

  private static String raw(String head) throws IOException {
    try (Socket socket = new Socket("localhost", app.getLocalPort())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
