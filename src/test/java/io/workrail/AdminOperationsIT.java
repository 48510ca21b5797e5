package io.workrail;

import static io.workrail.HttpFixture.request;
import static io.workrail.HttpFixture.send;
import static io.workrail.HttpFixture.token;
import static io.workrail.HttpFixture.tokenOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.dropwizard.testing.junit5.DropwizardExtensionsSupport;
import io.workrail.auth.Role;
import io.workrail.json.StrictJson;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest.Builder;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators do to a running server: {@code POST /tasks/…} on the operations port. */
@ExtendWith(DropwizardExtensionsSupport.class)
class AdminOperationsIT {
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
  private static final String KNOWN =
      "backup, gc, list-backups, log-level, reload, restore, revoke, threads, verify-backup";
  private static final String DOCUMENT =
      """
      {"id":"made-by-hand","name":"Made by hand","description":"A test.","version":"1.0.0",
       "steps":[{"id":"one","title":"One","prompt":"Do it."}]}""";

  @TempDir static Path data;

  private static final DropwizardAppExtension<WorkRailConfiguration> app =
      HttpFixture.application(() -> data);

  @Test
  void reloadReadsTheDocumentsNow() throws Exception {
    Files.writeString(data.resolve("workflows/made-by-hand.json"), DOCUMENT);
    Files.writeString(data.resolve("workflows/broken.json"), "{");

    JsonNode reloaded = done("reload");

    assertThat(reloaded.get("workflows").intValue()).isEqualTo(12);
    assertThat(reloaded.at("/problems/0/file").textValue()).contains("broken.json");
    JsonNode again = done("reload");
    assertThat(again.get("added")).isEmpty();
    assertThat(again.get("changed")).isEmpty();
    Files.delete(data.resolve("workflows/broken.json"));
    Files.delete(data.resolve("workflows/made-by-hand.json"));
    assertThat(done("reload").get("workflows").intValue()).isEqualTo(11);
  }

  @Test
  void theLevelOfALoggerIsChangedAndShown() throws Exception {
    JsonNode changed = done("log-level?logger=io.workrail.workflow&level=debug");

    assertThat(changed.toString())
        .isEqualTo(
            "{\"logger\":\"io.workrail.workflow\","
                + "\"before\":{\"level\":\"inherit\",\"effective\":\"info\"},"
                + "\"after\":{\"level\":\"debug\",\"effective\":\"debug\"}}");
    assertThat(
            done("log-level?logger=io.workrail.workflow&level=inherit")
                .at("/after/effective")
                .textValue())
        .isEqualTo("info");
  }

  @Test
  void aLevelFallsBackWhenItsTimeIsOver() throws Exception {
    JsonNode first = done("log-level?logger=io.workrail.audit&level=debug&duration=10m");
    assertThat(first.get("until").textValue()).isNotEmpty();
    assertThat(first.at("/after/level").textValue()).isEqualTo("debug");

    JsonNode second = done("log-level?logger=io.workrail.audit&level=trace&duration=1s");

    assertThat(second.at("/before/level").textValue()).isEqualTo("debug");
    Await.until(
        "the level before both is back",
        () -> !org.slf4j.LoggerFactory.getLogger("io.workrail.audit").isDebugEnabled());
  }

  @Test
  void aLibraryThatIsMadeFinerSaysWhyNothingMoreIsWritten() throws Exception {
    JsonNode changed = done("log-level?logger=org.eclipse.jetty&level=debug&duration=1s");
    assertThat(changed.get("note").textValue()).contains("credentials");
  }

  @Test
  void aRevokedTokenIsRefusedAtOnce() throws Exception {
    String token = tokenOf("bob", Role.AGENT);
    assertThat(ping(token)).isEqualTo(200);

    assertThat(done("revoke?jti=" + idOf(token)).toString())
        .contains("\"revoked\":\"token\"", idOf(token));

    assertThat(ping(token)).isEqualTo(401);
    String other = tokenOf("bob", Role.AGENT);
    assertThat(ping(other)).isEqualTo(200);
    assertThat(done("revoke?subject=bob").get("revoked").textValue()).isEqualTo("subject");
    assertThat(ping(other)).isEqualTo(401);
  }

  @Test
  void aTokenInPlaceOfItsIdIsRefusedAndNotNoted() throws Exception {
    String token = tokenOf("eve", Role.AGENT);
    assertRefused(operate("revoke?jti=" + token), 400, "revoke it by its id");
    done("gc");
    Await.until("the operation after it is noted", () -> audit().contains("\"operation\":\"gc\""));
    assertThat(audit()).doesNotContain(token);
  }

  @Test
  void theHeapBeforeAndAfterACollectionIsShown() throws Exception {
    JsonNode collected = done("gc");
    assertThat(collected.at("/before/used").longValue()).isPositive();
    assertThat(collected.at("/after/used").longValue()).isPositive();
    assertThat(collected.at("/after/max").longValue()).isPositive();
  }

  @Test
  void everyThreadIsShownAsJsonOrText() throws Exception {
    JsonNode dump = done("threads");
    assertThat(dump.get("count").intValue()).isEqualTo(dump.get("threads").size()).isPositive();
    assertThat(dump.get("deadlocked")).isEmpty();
    assertThat(dump.toString()).contains("io.workrail.telemetry.jvm.ThreadsOperation.run");
    HttpResponse<String> text = send(operate("threads?format=text"));
    assertThat(text.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    assertThat(text.body()).contains("id=", "io.workrail.telemetry.jvm.ThreadsOperation.run");
  }

  @Test
  void whoDidWhatIsNoted() throws Exception {
    Builder call = operate("log-level", "level=info", tokenOf("olga", Role.OPERATOR));
    HttpResponse<String> reply =
        send(call.header("Content-Type", "application/x-www-form-urlencoded"));
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    String requestId = reply.headers().firstValue("X-Request-Id").orElseThrow();
    Await.until("it is noted", () -> audit().contains(requestId));
    assertThat(audit().lines().filter(line -> line.contains(requestId)))
        .singleElement()
        .asString()
        .contains(
            "\"type\":\"admin.operation\"",
            "\"actor\":\"olga\"",
            "\"address\":\"127.0.0.1\"",
            "\"operation\":\"log-level\"",
            "\"parameters\":{\"level\":\"info\"}",
            "\"status\":200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "HEAD", "OPTIONS"})
  void onlyPostIsAnswered(String method) throws Exception {
    HttpResponse<String> reply =
        send(
            request(app.getAdminPort(), "/tasks/gc")
                .header("Authorization", "Bearer " + token(Role.OPERATOR))
                .method(method, BodyPublishers.noBody()));
    assertThat(reply.statusCode()).isEqualTo(405);
    assertThat(reply.headers().firstValue("Allow")).hasValue("POST");
  }

  @Test
  void withoutAGoodTokenThereIsAChallenge() throws Exception {
    HttpResponse<String> missing = send(request(app.getAdminPort(), "/tasks/gc").POST(none()));
    assertThat(missing.statusCode()).isEqualTo(401);
    assertThat(missing.headers().firstValue("WWW-Authenticate"))
        .hasValue("Bearer realm=\"workrail\"");
    assertThat(missing.body()).contains("\"code\":401", "\"requestId\":\"");
    HttpResponse<String> bad = send(operate("gc", "", "nonsense"));
    assertThat(bad.statusCode()).isEqualTo(401);
    assertThat(bad.headers().firstValue("WWW-Authenticate").orElse(""))
        .contains("error=\"invalid_token\"");
    assertRefused(
        request(app.getAdminPort(), "/tasks/gc?access_token=x").POST(none()),
        401,
        "in the address");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AGENT", "AUTHOR", "APPROVER", "METRICS"})
  void everybodyElseIsForbidden(Role role) throws Exception {
    HttpResponse<String> reply = send(operate("reload", "", token(role)));
    assertThat(reply.statusCode()).isEqualTo(403);
    assertThat(reply.headers().firstValue("WWW-Authenticate"))
        .hasValue("Bearer error=\"insufficient_scope\"");
    assertThat(reply.body()).contains("needs the role operator");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/metrics", "/threads", "/healthcheck", "/ping"})
  void noWebPageReadsThePort(String path) throws Exception {
    assertThat(send(request(app.getAdminPort(), path).GET()).statusCode()).isNotEqualTo(403);
    assertRefused(
        request(app.getAdminPort(), path).header("Origin", "https://evil.example").GET(),
        403,
        "from a web page");
  }

  @Test
  void monitoringMayCallByAnyNameAndNothingElse() throws Exception {
    assertThat(rawStatus("GET /metrics", "workrail-1.internal")).startsWith("HTTP/1.1 200");
    assertThat(rawStatus("GET /threads", "evil.example")).startsWith("HTTP/1.1 403");
    assertThat(rawStatus("GET /", "evil.example")).startsWith("HTTP/1.1 403");
  }

  @Test
  void nobodyStartsAProfile() throws Exception {
    assertThat(send(request(app.getAdminPort(), "/pprof").GET()).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "http://localhost:3000", "null"})
  void noWebPageCalls(String origin) throws Exception {
    assertRefused(operate("gc").header("Origin", origin), 403, "from a web page");
  }

  @Test
  void foreignNamesAreRefusedAndLoopbackIsNot() throws Exception {
    assertThat(rawStatus("POST /tasks/gc", "evil.example")).startsWith("HTTP/1.1 403");
    assertThat(rawStatus("POST /tasks/gc", "127.0.0.1:9")).startsWith("HTTP/1.1 200");
    assertThat(rawStatus("POST /tasks/gc", "[::1]:9")).startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "", "gc/", "../tasks/x", "GC"})
  void anUnknownOperationIsAnsweredWithTheKnown(String name) throws Exception {
    assertRefused(operate(name), 404, KNOWN);
  }

  @Test
  void parametersThatDoNotFitAreAnsweredWithWhatIsAllowed() throws Exception {
    assertRefused(operate("reload?now=true"), 400, "not known here; reload takes none");
    assertRefused(operate("log-level"), 400, "\\\"level\\\" is missing", "off, error, warn");
    assertRefused(operate("log-level?level="), 400, "\\\"level\\\" is missing");
    assertRefused(operate("log-level?level=loud"), 400, "one of off, error, warn, info");
    assertRefused(operate("log-level?level=info&level=warn"), 400, "more than once");
    assertRefused(operate("log-level?level=info&duration=3"), 400, "from 1s to 24h");
    assertRefused(operate("log-level?level=info&duration=48h"), 400, "from 1s to 24h");
    assertRefused(
        operate("log-level?level=info&logger=io.workrail.nothing"), 400, "io.workrail.audit");
    assertRefused(operate("log-level?level=inherit"), 400, "ROOT has nothing to inherit");
    assertRefused(operate("revoke"), 400, "jti", "subject");
    assertRefused(operate("revoke?jti=a&subject=b"), 400, "one of the two");
    assertRefused(operate("revoke?subject=api-key"), 400, "API_KEY");
    assertRefused(operate("threads?format=xml"), 400, "json or text");
    assertRefused(
        operate("log-level", "{\"level\":\"info\"}", token(Role.OPERATOR))
            .header("Content-Type", "application/json"),
        400,
        "into the address");
  }

  private static Builder operate(String call) {
    return operate(call, "", token(Role.OPERATOR));
  }

  private static Builder operate(String call, String body, String token) {
    return request(app.getAdminPort(), "/tasks/" + call)
        .header("Authorization", "Bearer " + token)
        .POST(body.isEmpty() ? none() : BodyPublishers.ofString(body));
  }

  private static java.net.http.HttpRequest.BodyPublisher none() {
    return BodyPublishers.noBody();
  }

  private static JsonNode done(String call) throws Exception {
    HttpResponse<String> reply = send(operate(call));
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    assertThat(reply.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(reply.headers().firstValue("Cache-Control")).hasValue("no-store");
    return StrictJson.parse(reply.body());
  }

  private static void assertRefused(Builder call, int status, String... words) throws Exception {
    HttpResponse<String> reply = send(call);
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(status);
    assertThat(reply.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(reply.body()).startsWith("{\"code\":" + status + ",").contains(words);
  }

  private static int ping(String token) throws Exception {
    return send(request(app.getLocalPort(), "/mcp")
            .header("Authorization", "Bearer " + token)
            .POST(BodyPublishers.ofString(PING)))
        .statusCode();
  }

  private static String rawStatus(String target, String host) throws Exception {
    try (RawConnection connection = new RawConnection(app.getAdminPort())) {
      connection.send(
          "%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nContent-Length: 0\r\n"
                  .formatted(target, host)
              + "Authorization: Bearer %s\r\n\r\n".formatted(token(Role.OPERATOR)));
      return connection.reply();
    }
  }

  private static String idOf(String token) throws Exception {
    return StrictJson.parse(Base64.getUrlDecoder().decode(token.split("\\.")[1]))
        .get("jti")
        .textValue();
  }

  private static String audit() throws Exception {
    return Files.readString(data.resolve("audit/audit.jsonl"));
  }
}
