package io.workrail;

import static io.workrail.HttpFixture.request;
import static io.workrail.HttpFixture.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.workrail.auth.Role;
import io.workrail.json.StrictJson;
import io.workrail.workflow.ContentHash;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code /api/v1/workflows} over real HTTP, and what agents see of it. */
class WorkflowsApiIT {
  private static final String API = "/api/v1/workflows";
  private static final String ID = "api.work";
  private static final String AUTHOR = HttpFixture.tokenOf("ada", Role.AUTHOR);
  private static final String AGENT = HttpFixture.tokenOf("bob", Role.AGENT);

  @TempDir static Path data;
  private static Path folder;
  private static DropwizardAppExtension<WorkRailConfiguration> app;

  /** A reply with its JSON. */
  private record Answer(int status, JsonNode json, HttpResponse<String> http) {
    String message() {
      return json.path("message").asText();
    }

    String header(String name) {
      return http.headers().firstValue(name).orElse("");
    }
  }

  @BeforeAll
  static void start() throws Exception {
    folder = data.resolve("workflows");
    // No poll: what is noticed is noticed by itself.
    app =
        HttpFixture.application(
            data,
            ConfigOverride.config("workflows.pollInterval", "0"),
            ConfigOverride.config("healthChecks.interval", "200ms"));
    app.before();
  }

  @AfterAll
  static void stop() {
    app.after();
  }

  @AfterEach
  void tidy() throws Exception {
    call(AUTHOR, "DELETE", "/" + ID, "", "If-Match", "*");
  }

  @Test
  void createsReplacesAndRemovesAndTheNextCallSeesIt() throws Exception {
    Answer created = put("1.0.0");
    assertThat(created.status()).as(created.http().body()).isEqualTo(201);
    assertThat(created.header("ETag")).isEqualTo(tag("1.0.0"));
    assertThat(created.header("Location")).endsWith(API + "/" + ID);
    assertThat(created.json().path("result").asText()).isEqualTo("created");
    assertThat(served()).isEqualTo("1.0.0");

    Answer replaced = put("2.0.0", "If-Match", tag("1.0.0"));
    assertThat(replaced.status()).isEqualTo(200);
    assertThat(replaced.header("ETag")).isEqualTo(tag("2.0.0"));
    assertThat(replaced.json().path("previousHash").asText()).isEqualTo(hash("1.0.0"));
    assertThat(served()).isEqualTo("2.0.0");
    assertThat(put("2.0.0", "If-Match", tag("1.0.0")).json().path("result").asText())
        .as("repeated because the reply was lost")
        .isEqualTo("unchanged");

    Answer removed = call(AUTHOR, "DELETE", "/" + ID, "", "If-Match", tag("2.0.0"));
    assertThat(removed.status()).isEqualTo(204);
    assertThat(removed.http().body()).isEmpty();
    assertThat(tool(AGENT, "workflow_get", "{\"id\":\"" + ID + "\"}").path("isError").asBoolean())
        .isTrue();
    assertThat(call(AUTHOR, "DELETE", "/" + ID, "").status()).isEqualTo(404);
    assertThat(Files.readString(data.resolve("audit/audit.jsonl")))
        .contains("\"type\":\"workflow.published\"", "\"type\":\"workflow.removed\"")
        .contains("\"actor\":\"ada\"", hash("2.0.0"));
  }

  @Test
  void aVersionThatWasNotSeenIsNotOverwritten() throws Exception {
    put("1.0.0");
    Answer unsaid = put("2.0.0");
    assertThat(unsaid.status()).isEqualTo(428);
    assertThat(unsaid.message()).contains("If-Match: " + tag("1.0.0"));
    Answer other = put("2.0.0", "If-Match", tag("0.0.1"));
    assertThat(other.status()).isEqualTo(412);
    assertThat(other.message()).contains(hash("1.0.0"), "carry your change over");
    assertThat(other.json().path("currentHash").asText()).isEqualTo(hash("1.0.0"));
    assertThat(other.header("ETag")).isEqualTo(tag("1.0.0"));
    assertThat(other.json().path("requestId").asText()).isEqualTo(other.header("X-Request-Id"));
    assertThat(put("2.0.0", "If-None-Match", "*").status()).isEqualTo(412);
    assertThat(put("2.0.0", "If-Match", "W/" + tag("1.0.0")).status()).isEqualTo(412);
    assertThat(call(AUTHOR, "DELETE", "/" + ID, "").status()).isEqualTo(428);
    assertThat(call(AUTHOR, "DELETE", "/" + ID, "", "If-Match", tag("0.0.1")).status())
        .isEqualTo(412);
    assertThat(served()).isEqualTo("1.0.0");
    assertThat(put("2.0.0", "If-Match", tag("0.0.1") + ", " + tag("1.0.0")).status())
        .isEqualTo(200);
    assertThat(put("3.0.0", "If-Match", hash("2.0.0")).status())
        .as("without quotes")
        .isEqualTo(200);
    assertThat(put("4.0.0", "If-Match", "*").status()).isEqualTo(200);
    assertThat(put("5.0.0", "If-Match", "*", "If-None-Match", "*").status()).isEqualTo(400);
  }

  @Test
  void nothingIsReplacedWhereThereIsNothing() throws Exception {
    Answer refused = put("1.0.0", "If-Match", tag("1.0.0"));
    assertThat(refused.status()).isEqualTo(412);
    assertThat(refused.message()).contains("without naming a version");
    assertThat(put("1.0.0", "If-Match", "*").status()).isEqualTo(412);
    assertThat(put("1.0.0", "If-None-Match", "*").status()).isEqualTo(201);
  }

  @Test
  void showsADocumentWithItsTag() throws Exception {
    put("1.0.0");
    Answer shown = call(AGENT, "GET", "/" + ID, "");
    assertThat(shown.status()).isEqualTo(200);
    assertThat(shown.header("ETag")).isEqualTo(tag("1.0.0"));
    assertThat(ContentHash.of(shown.json()).value()).isEqualTo(hash("1.0.0"));
    assertThat(call(AGENT, "GET", "/" + ID, "", "If-None-Match", tag("1.0.0")).status())
        .isEqualTo(304);
    Answer compressed = call(AUTHOR, "GET", "/code-review", "", "Accept-Encoding", "gzip");
    assertThat(compressed.header("Content-Encoding")).isEqualTo("gzip");
    String ofCompressed = compressed.header("ETag");
    assertThat(call(AUTHOR, "GET", "/code-review", "", "If-None-Match", ofCompressed).status())
        .isEqualTo(304);
    Answer written =
        call(
            AUTHOR,
            "PUT",
            "/code-review",
            document("code-review", "99.0.0"),
            "If-Match",
            ofCompressed);
    assertThat(written.status()).as(written.http().body()).isEqualTo(200);
    assertThat(call(AUTHOR, "DELETE", "/code-review", "", "If-Match", "*").status()).isEqualTo(204);
    Answer unknown = call(AGENT, "GET", "/code-reviw", "");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.message()).contains("code-review");
  }

  @Test
  void listsPageByPageAndProblemsForAuthors() throws Exception {
    put("1.0.0");
    List<String> ids = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Answer page =
          call(AGENT, "GET", "?limit=5" + cursor.map(after -> "&cursor=" + after).orElse(""), "");
      assertThat(page.json().path("items")).hasSizeLessThanOrEqualTo(5);
      page.json().path("items").forEach(item -> ids.add(item.path("id").asText()));
      cursor = Optional.ofNullable(page.json().path("nextCursor").textValue());
    } while (cursor.isPresent());
    assertThat(ids).isSorted().doesNotHaveDuplicates().contains(ID, "code-review").hasSize(12);
    Answer all = call(AUTHOR, "GET", "", "");
    assertThat(all.json().path("items")).hasSize(12);
    assertThat(all.json().at("/items/0/hash").asText()).isEqualTo(hash("1.0.0"));
    assertThat(all.json().at("/items/0/origin").asText()).isEqualTo("storage");
    assertThat(all.json().path("problems").isArray()).isTrue();
    assertThat(call(AGENT, "GET", "", "").json().has("problems")).isFalse();
    for (String wrong :
        List.of("?limit=0", "?limit=101", "?cursor=X", "?page=2", "?limit=1&limit=2")) {
      assertThat(call(AGENT, "GET", wrong, "").status()).as(wrong).isEqualTo(400);
    }
    assertThat(call(AUTHOR, "PUT", "/" + ID + "?force=true", document("1.0.0")).status())
        .isEqualTo(400);
  }

  @Test
  void refusesWhatIsNoWorkflowWithAllFindings() throws Exception {
    String bad = document("1.0.0").replace("\"Name\"", "7").replace("Do it.", "");
    Answer invalid = call(AUTHOR, "PUT", "/" + ID, bad);
    assertThat(invalid.status()).isEqualTo(422);
    assertThat(invalid.json().path("findings")).hasSizeGreaterThanOrEqualTo(2);
    JsonNode finding = invalid.json().path("findings").get(0);
    assertThat(finding.path("pointer").asText()).isEqualTo("/name");
    assertThat(finding.path("line").asInt()).isEqualTo(1);
    assertThat(finding.path("column").asInt()).isGreaterThan(1);
    assertThat(finding.path("fix").asText()).isNotBlank();
    Answer malformed = call(AUTHOR, "PUT", "/" + ID, "{\"id\":");
    assertThat(malformed.status()).isEqualTo(400);
    assertThat(malformed.json().path("findings")).hasSize(1);
    assertThat(call(AUTHOR, "PUT", "/" + ID, "").status()).isEqualTo(400);
    assertThat(call(AUTHOR, "PUT", "/" + ID, " ".repeat(1_100_000)).status()).isEqualTo(413);
    Answer foreign = call(AUTHOR, "PUT", "/other-id", document("1.0.0"));
    assertThat(foreign.status()).isEqualTo(409);
    assertThat(foreign.message()).contains(ID, "other-id");
    assertThat(call(AUTHOR, "PUT", "/Not_An_Id", document("1.0.0")).status()).isEqualTo(400);
    assertThat(call(AUTHOR, "PUT", "/..%2Fevil", document("1.0.0")).status()).isIn(400, 404);
    Answer release = call(AUTHOR, "DELETE", "/bug-investigation", "", "If-Match", "*");
    assertThat(release.status()).isEqualTo(409);
    assertThat(release.message()).contains("came with the release");
    assertThat(call(AGENT, "GET", "/" + ID, "").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"AGENT", "APPROVER", "OPERATOR", "METRICS"})
  void onlyAuthorsPublish(Role role) throws Exception {
    String token = HttpFixture.tokenOf("somebody", role);
    Answer refused = call(token, "PUT", "/" + ID, document("1.0.0"));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.message()).contains("the role author");
    assertThat(refused.header("WWW-Authenticate")).contains("insufficient_scope");
    assertThat(call(token, "DELETE", "/" + ID, "").status()).isEqualTo(403);
    assertThat(call(token, "GET", "", "").status()).isEqualTo(role == Role.METRICS ? 403 : 200);
    HttpResponse<String> nobody =
        send(request(port(), API + "/" + ID).PUT(BodyPublishers.ofString(document("1.0.0"))));
    assertThat(nobody.statusCode()).isEqualTo(401);
  }

  @Test
  void aSessionKeepsTheVersionItStartedWith() throws Exception {
    put("1.0.0");
    JsonNode started =
        result(tool(AGENT, "workflow_start", "{\"workflowId\":\"" + ID + "\",\"goal\":\"Do it\"}"));
    put("2.0.0", "If-Match", tag("1.0.0"));
    JsonNode second = proceed(started);
    assertThat(second.at("/guidance/prompt").asText()).contains("Do it as in 1.0.0.");
    call(AUTHOR, "DELETE", "/" + ID, "", "If-Match", "*");
    JsonNode third = proceed(second);
    assertThat(third.at("/guidance/prompt").asText()).contains("End it as in 1.0.0.");
    assertThat(proceed(third).path("outcome").asText()).isEqualTo("complete");
    assertThat(
            tool(AGENT, "workflow_start", "{\"workflowId\":\"" + ID + "\",\"goal\":\"Again\"}")
                .path("isError")
                .asBoolean())
        .isTrue();
  }

  @Test
  void aFolderThatGoesAwayIsAProblemAndHealsByItself() throws Exception {
    put("1.0.0");
    Path away = Files.move(folder, data.resolve("away"));
    Await.until("the checks say it", () -> check("catalog").path("status").asText().equals("warn"));
    assertThat(check("catalog").path("message").asText())
        .contains(folder.toString(), "create it", "What was read before stays served");
    assertThat(check("storage").path("status").asText()).isEqualTo("error");
    assertThat(served()).isEqualTo("1.0.0");
    Answer refused = put("2.0.0", "If-Match", tag("1.0.0"));
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.message()).contains("WORKFLOW_STORAGE_PATH");
    assertThat(refused.header("Retry-After")).isNotBlank();

    Files.writeString(away.resolve("by-hand.json"), document("by-hand", "1.0.0"));
    Files.move(away, folder);
    Await.until(
        "the checks are green", () -> check("catalog").path("status").asText().equals("ok"));
    assertThat(call(AGENT, "GET", "/by-hand", "").status()).isEqualTo(200);
    Files.delete(folder.resolve("by-hand.json"));
    Await.until("deleted", () -> call(AGENT, "GET", "/by-hand", "").status() == 404);
  }

  private static JsonNode check(String name) throws Exception {
    JsonNode health = StrictJson.parse(send(request(port(), "/health")).body());
    for (JsonNode check : health.path("checks")) {
      if (check.path("name").asText().equals(name)) {
        return check;
      }
    }
    throw new AssertionError(name + " is not in " + health);
  }

  private static String served() throws Exception {
    return result(tool(AGENT, "workflow_get", "{\"id\":\"" + ID + "\"}")).path("version").asText();
  }

  private static Answer put(String version, String... headers) throws Exception {
    return call(AUTHOR, "PUT", "/" + ID, document(version), headers);
  }

  private static Answer call(
      String token, String method, String path, String body, String... headers) throws Exception {
    HttpRequest.Builder call =
        request(port(), API + path)
            .header("Authorization", "Bearer " + token)
            .method(
                method,
                body.isEmpty() && !method.equals("PUT")
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(body));
    HttpResponse<String> reply = send(headers.length == 0 ? call : call.headers(headers));
    boolean isJson =
        !reply.body().isEmpty() && reply.headers().firstValue("Content-Encoding").isEmpty();
    return new Answer(
        reply.statusCode(),
        isJson ? StrictJson.parse(reply.body()) : StrictJson.mapper().createObjectNode(),
        reply);
  }

  private static JsonNode proceed(JsonNode reply) throws Exception {
    ObjectNode arguments = StrictJson.mapper().createObjectNode();
    arguments.put("continueToken", reply.path("continueToken").asText()).put("notes", "Done.");
    return result(tool(AGENT, "workflow_continue", StrictJson.write(arguments)));
  }

  private static JsonNode result(JsonNode result) {
    assertThat(result.path("isError").asBoolean()).as(result.toString()).isFalse();
    return result.path("structuredContent");
  }

  private static JsonNode tool(String token, String name, String arguments) throws Exception {
    String body =
        """
        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"%s","arguments":%s}}"""
            .formatted(name, arguments);
    HttpResponse<String> reply =
        send(
            request(port(), "/mcp")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(body)));
    return StrictJson.parse(reply.body()).path("result");
  }

  private static int port() {
    return app.getLocalPort();
  }

  private static String tag(String version) throws Exception {
    return '"' + hash(version) + '"';
  }

  private static String hash(String version) throws Exception {
    return ContentHash.of(StrictJson.parse(document(version))).value();
  }

  private static String document(String version) {
    return document(ID, version);
  }

  private static String document(String id, String version) {
    return """
        {"id":"%1$s","name":"Name","description":"Description.","version":"%2$s","steps":[
          {"id":"begin-it","title":"Begin","prompt":"Do it."},
          {"id":"do-it","title":"Do","prompt":"Do it as in %2$s."},
          {"id":"end-it","title":"End","prompt":"End it as in %2$s."}]}"""
        .formatted(id, version);
  }
}
