package io.workrail;

import static io.workrail.HttpFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.workrail.auth.Caller;
import io.workrail.auth.Role;
import io.workrail.auth.TokenIssuer;
import io.workrail.configuration.Secret;
import io.workrail.json.StrictJson;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /api/v1/sessions} over real HTTP. */
class SessionApiIT {
  private static final String ADA = token("ada", "red", Role.AGENT);
  private static final String BOB = token("bob", "red", Role.AUTHOR);
  private static final String EVE = token("eve", "red", Role.APPROVER);
  private static final String MAL = token("mal", "blue", Role.AGENT, Role.APPROVER);
  private static final String OPERATOR = token("ops", "green", Role.OPERATOR);
  private static final String METRICS = token("prometheus", "red", Role.METRICS);
  private static final String NOBODY = "ses_" + "0".repeat(32);
  private static final String DOCUMENT =
      """
      {"id":"api-work","name":"API work","description":"Two steps.","version":"1.0.0","steps":[
        {"id":"plan-it","title":"Plan","prompt":"Plan it.","requireConfirmation":true},
        {"id":"fix-it","title":"Fix","prompt":"Fix it.","validationCriteria":[
          {"type":"contains","value":"tested","message":"Say that it was tested."}]}]}""";

  @TempDir static Path data;
  private static DropwizardAppExtension<WorkRailConfiguration> app;

  private String id = "";
  private String continueToken = "";

  /** A reply with its JSON. */
  private record Answer(int status, JsonNode json, HttpResponse<String> http) {
    String message() {
      return json.path("message").asText();
    }

    Optional<String> header(String name) {
      return http.headers().firstValue(name);
    }
  }

  @BeforeAll
  static void start() throws Exception {
    Files.createDirectories(data.resolve("workflows"));
    Files.writeString(data.resolve("workflows/api-work.json"), DOCUMENT);
    app = HttpFixture.application(data, ConfigOverride.config("sessions.confirmation", "approve"));
    app.before();
  }

  @AfterAll
  static void stop() {
    app.after();
  }

  @BeforeEach
  void work() throws Exception {
    JsonNode started =
        tool(ADA, "workflow_start", "{\"workflowId\":\"api-work\",\"goal\":\"Make <it> work\"}");
    id = started.path("session").path("id").asText();
    continueToken = started.path("continueToken").asText();
  }

  @Test
  void listsForEachRoleWhatItMaySee() throws Exception {
    assertThat(ids(get(ADA, "?limit=1"))).containsExactly(id);
    assertThat(ids(get(BOB, "?owner=ada&workflowId=api-work"))).contains(id);
    assertThat(ids(get(EVE, "?status=active"))).contains(id);
    assertThat(ids(get(OPERATOR, ""))).contains(id);
    assertThat(ids(get(MAL, ""))).isEmpty();
    assertThat(ids(get(EVE, "?owner=somebody"))).isEmpty();
    assertThat(get(ADA, "").header("Cache-Control")).hasValue("no-store");
  }

  @Test
  void pagesGoOnWhereTheyEnded() throws Exception {
    work();
    work();
    List<String> all = new ArrayList<>();
    Answer page = get(OPERATOR, "?limit=1");
    all.addAll(ids(page));
    while (page.json().has("nextCursor")) {
      page = get(OPERATOR, "?limit=1&cursor=" + page.json().path("nextCursor").asText());
      all.addAll(ids(page));
    }
    assertThat(all).doesNotHaveDuplicates().isEqualTo(ids(get(OPERATOR, "?limit=100")));
  }

  @Test
  void aForeignSessionIsAnUnknownOne() throws Exception {
    for (String path : List.of("", "/events", "/report")) {
      Answer foreign = get(MAL, "/" + id + path);
      assertThat(foreign.status()).isEqualTo(404);
      assertThat(foreign.message()).isEqualTo(get(MAL, "/" + NOBODY + path).message());
      assertThat(foreign.message()).isEqualTo(get(MAL, "/nonsense" + path).message());
    }
    String word = "{\"submissionId\":\"sub_1\",\"decision\":\"approved\"}";
    assertThat(post(MAL, "/" + id + "/approvals", word).status()).isEqualTo(404);
    assertThat(post(MAL, "/" + id + "/abandon", "{\"reason\":\"x\"}").status()).isEqualTo(404);
  }

  @Test
  void rolesThatDoNotSufficeAreToldWhichDo() throws Exception {
    for (String path : List.of("", "/" + id, "/" + id + "/events", "/" + id + "/report")) {
      Answer refused = get(METRICS, path);
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.header("WWW-Authenticate"))
          .hasValue("Bearer error=\"insufficient_scope\"");
      assertThat(refused.message()).contains("agent, author, approver, operator");
    }
    for (String token : List.of(ADA, OPERATOR, METRICS)) {
      assertThat(post(token, "/" + id + "/approvals", "{}").status()).isEqualTo(403);
    }
    assertThat(post(EVE, "/" + id + "/abandon", "{\"reason\":\"x\"}").status()).isEqualTo(403);
    assertThat(HttpFixture.send(request(app.getLocalPort(), "/api/v1/sessions")).statusCode())
        .isEqualTo(401);
  }

  @Test
  void anApproverSeesWhatWaitsAndApprovesIt() throws Exception {
    submit("The plan.");
    assertThat(ids(get(EVE, "?status=awaiting_confirmation"))).contains(id);
    JsonNode pending = get(EVE, "/" + id).json().path("pendingSubmission");
    assertThat(pending.path("notes").asText()).isEqualTo("The plan.");
    assertThat(pending.path("stepId").asText()).isEqualTo("plan-it");
    assertThat(pending.path("submittedBy").asText()).isEqualTo("ada");

    Answer approved = decide(EVE, pending.path("id").asText(), "approved", "Good.");
    assertThat(approved.status()).isEqualTo(200);
    assertThat(approved.json().path("status").asText()).isEqualTo("active");
    assertThat(approved.json().path("pendingStep").path("stepId").asText()).isEqualTo("fix-it");
    assertThat(approved.json().has("pendingSubmission")).isFalse();
    assertThat(approved.http().body()).doesNotContain("wr1.");
    assertThat(submit("The plan.").path("outcome").asText()).isEqualTo("advanced");

    Answer late = decide(EVE, pending.path("id").asText(), "rejected", "Too late.");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.message()).contains("approved already");
  }

  @Test
  void aRejectionComesBackAsAnIssue() throws Exception {
    submit("The plan.");
    String submission = get(EVE, "/" + id).json().path("pendingSubmission").path("id").asText();
    assertThat(decide(EVE, submission, "rejected", "Name the risks.").status()).isEqualTo(200);

    JsonNode polled = submit("The plan.");
    assertThat(polled.path("outcome").asText()).isEqualTo("blocked");
    assertThat(polled.path("issues").path(0).asText()).contains("Name the risks.");
  }

  @Test
  void fourEyesRefuseTheOneWhoTookPart() throws Exception {
    submit("The plan.");
    String submission = get(EVE, "/" + id).json().path("pendingSubmission").path("id").asText();
    String adaToo = token("ada", "red", Role.APPROVER);

    Answer refused = decide(adaToo, submission, "approved", "I like it.");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.message()).contains("sessions.fourEyes");
    assertThat(decide(EVE, "sub_unknown", "approved", "").status()).isEqualTo(404);
  }

  @Test
  void eventsComeInOrderAndInPages() throws Exception {
    submit("First.");
    submit("Second.");
    Answer first = get(ADA, "/" + id + "/events?limit=2");
    assertThat(first.json().path("items")).hasSize(2);
    assertThat(first.json().path("nextAfter").asLong()).isEqualTo(2);
    Answer rest = get(ADA, "/" + id + "/events?after=2");
    assertThat(rest.json().path("items").path(0).path("seq").asInt()).isEqualTo(3);
    assertThat(rest.json().has("nextAfter")).isFalse();
    JsonNode event = rest.json().path("items").path(0);
    assertThat(event.path("type").asText()).isEqualTo("submitted");
    assertThat(event.path("actor").asText()).isEqualTo("ada");
    assertThat(event.path("payload").path("notes").asText()).isEqualTo("Second.");
    assertThat(event.path("previousHash").asText())
        .isEqualTo(first.json().path("items").path(1).path("hash").asText());
  }

  @Test
  void aReportIsMarkdown() throws Exception {
    submit("The plan.");
    HttpResponse<String> report = HttpFixture.send(to(EVE, "/" + id + "/report"));

    assertThat(report.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/markdown")
        .containsIgnoringCase("charset=utf-8");
    assertThat(report.body())
        .startsWith("# API work\n\n> Make &lt;it> work\n")
        .contains("> The plan.")
        .contains("waits for an approver");
  }

  @Test
  void ownerAndOperatorAbandonOthersTakeOverFirst() throws Exception {
    Answer teammate = post(BOB, "/" + id + "/abandon", "{\"reason\":\"x\"}");
    assertThat(teammate.status()).isEqualTo(409);
    assertThat(teammate.message()).contains("ada works on this session");

    Answer done = post(OPERATOR, "/" + id + "/abandon", "{\"reason\":\"Wrong repository.\"}");
    assertThat(done.status()).isEqualTo(200);
    assertThat(done.json().path("status").asText()).isEqualTo("abandoned");
    assertThat(done.json().has("endedAt")).isTrue();
    assertThat(post(ADA, "/" + id + "/abandon", "{\"reason\":\"x\"}").status()).isEqualTo(409);
    JsonNode events = get(ADA, "/" + id + "/events").json().path("items");
    assertThat(events.path(1).path("actor").asText()).isEqualTo("ops");
    assertThat(events.path(1).path("payload").path("reason").asText())
        .isEqualTo("Wrong repository.");
    work();
    assertThat(post(ADA, "/" + id + "/abandon", "{\"reason\":\"x\"}").status()).isEqualTo(200);
    Await.until("the head is in the audit log", () -> auditLog().contains("\"session.ended\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "?limit=0; 1 to 100",
        "?limit=101; 1 to 100",
        "?limit=ten; 1 to 100",
        "?status=open; active, awaiting_confirmation, completed, abandoned",
        "?cursor=%21%21; nextCursor",
        "?state=active; known are status",
        "?limit=1&limit=2; more than once"
      })
  void badParametersAreNamed(String query, String hint) throws Exception {
    Answer refused = get(ADA, query);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("code").asInt()).isEqualTo(400);
    assertThat(refused.message()).contains(hint.strip());
    assertThat(refused.json().path("requestId").asText())
        .isEqualTo(refused.header("X-Request-Id").orElseThrow());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '$',
      value = {
        "{; not JSON",
        "[]; JSON object",
        "{}; \"decision\" is missing",
        "{\"decision\":\"yes\",\"submissionId\":\"s\"}; \"approved\" or \"rejected\"",
        "{\"decision\":\"approved\"}; \"submissionId\" is missing",
        "{\"decision\":\"approved\",\"submissionId\":7}; has to be text",
        "{\"decision\":\"approved\",\"decision\":\"rejected\",\"submissionId\":\"s\"}; not JSON",
        "{\"decision\":\"approved\",\"submissionId\":\"s\",\"commment\":\"x\"}; \"commment\" is not known"
      })
  void badBodiesAreNamed(String body, String hint) throws Exception {
    Answer refused = post(EVE, "/" + id + "/approvals", body);
    assertThat(refused.status()).as(refused.http().body()).isEqualTo(400);
    assertThat(refused.message()).contains(hint.strip()).contains("A correct body:");
  }

  @Test
  void whatIsTooLargeIsRefusedWithItsLimit() throws Exception {
    Answer reason =
        post(ADA, "/" + id + "/abandon", "{\"reason\":\"%s\"}".formatted("x".repeat(9_000)));
    assertThat(reason.status()).isEqualTo(413);
    assertThat(reason.message()).contains("9000").contains("8192");
    Answer body =
        post(ADA, "/" + id + "/abandon", "{\"reason\":\"%s\"}".formatted("x".repeat(300_000)));
    assertThat(body.status()).isEqualTo(413);
    assertThat(get(ADA, "/" + id).json().path("status").asText()).isEqualTo("active");
    assertThat(post(ADA, "/" + id + "/abandon", "{\"reason\":\" \"}").status()).isEqualTo(400);
  }

  private JsonNode submit(String notes) throws Exception {
    ObjectNode arguments = StrictJson.mapper().createObjectNode();
    arguments.put("continueToken", continueToken).put("notes", notes);
    return tool(ADA, "workflow_continue", arguments.toString());
  }

  private Answer decide(String token, String submission, String decision, String comment)
      throws Exception {
    ObjectNode body = StrictJson.mapper().createObjectNode();
    body.put("submissionId", submission).put("decision", decision).put("comment", comment);
    return post(token, "/" + id + "/approvals", body.toString());
  }

  private static JsonNode tool(String token, String name, String arguments) throws Exception {
    String call =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":%s}}"
            .formatted(name, arguments);
    HttpResponse<String> reply =
        HttpFixture.send(
            request(app.getLocalPort(), "/mcp")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(call)));
    return StrictJson.parse(reply.body()).path("result").path("structuredContent");
  }

  private static List<String> ids(Answer page) {
    List<String> ids = new ArrayList<>();
    page.json().path("items").forEach(item -> ids.add(item.path("id").asText()));
    return ids;
  }

  private static Answer get(String token, String path) throws Exception {
    return answer(HttpFixture.send(to(token, path)));
  }

  private static Answer post(String token, String path, String body) throws Exception {
    return answer(HttpFixture.send(to(token, path).POST(BodyPublishers.ofString(body))));
  }

  private static Answer answer(HttpResponse<String> reply) throws Exception {
    return new Answer(reply.statusCode(), StrictJson.parse(reply.body()), reply);
  }

  private static java.net.http.HttpRequest.Builder to(String token, String path) {
    return request(app.getLocalPort(), "/api/v1/sessions" + path)
        .header("Authorization", "Bearer " + token);
  }

  private static String auditLog() throws Exception {
    return Files.readString(data.resolve("audit/audit.jsonl"));
  }

  private static String token(String subject, String team, Role... roles) {
    return new TokenIssuer(new Secret(HttpFixture.SECRET), Clock.systemUTC())
        .issue(new Caller(subject, Set.of(roles), Optional.of(team)), Duration.ofHours(1));
  }
}
