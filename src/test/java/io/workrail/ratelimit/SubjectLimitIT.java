package io.workrail.ratelimit;

import static io.workrail.HttpFixture.request;
import static io.workrail.HttpFixture.send;
import static io.workrail.HttpFixture.tokenOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.dropwizard.testing.junit5.DropwizardExtensionsSupport;
import io.workrail.HttpFixture;
import io.workrail.WorkRailConfiguration;
import io.workrail.auth.Role;
import io.workrail.json.StrictJson;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest.Builder;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The limits of subjects over real HTTP. Every test is a subject of its own. */
@ExtendWith(DropwizardExtensionsSupport.class)
class SubjectLimitIT {
  private static final int MAX = 4;
  private static final int MAX_OF_AUTHORS = 6;

  @TempDir static Path data;

  private static final DropwizardAppExtension<WorkRailConfiguration> app =
      HttpFixture.withLimits(
          () -> data,
          MAX,
          0,
          0,
          ConfigOverride.config("security.rateLimit.roles.author.max", "" + MAX_OF_AUTHORS),
          ConfigOverride.config("security.rateLimit.roles.operator.max", "0"));

  @Test
  void successfulRepliesSayWhatIsLeft() throws Exception {
    String token = tokenOf("headers", Role.AGENT);
    HttpResponse<String> first = send(mcp(token, ping("1")));
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(header(first, "RateLimit-Limit")).isEqualTo("4");
    assertThat(header(first, "RateLimit-Remaining")).isEqualTo("3");
    assertThat(header(first, "RateLimit-Reset")).isEqualTo("15");
    assertThat(header(first, "RateLimit-Policy")).isEqualTo("4;w=60;burst=4");
    assertThat(first.headers().firstValue("Retry-After")).isEmpty();
    assertThat(first.headers().allValues("RateLimit-Limit")).hasSize(1);
  }

  @Test
  void theRefusalIsAJsonRpcErrorWithTheIdOfTheRequest() throws Exception {
    String token = exhausted("ids", MAX, Role.AGENT);
    HttpResponse<String> refused = send(mcp(token, ping("\"call-9\"")));
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(header(refused, "Content-Type")).isEqualTo("application/json");
    assertThat(Integer.parseInt(header(refused, "Retry-After"))).isBetween(1, 15);
    assertThat(header(refused, "RateLimit-Remaining")).isEqualTo("0");
    JsonNode body = StrictJson.parse(refused.body());
    assertThat(body.path("jsonrpc").asText()).isEqualTo("2.0");
    assertThat(body.path("id").asText()).isEqualTo("call-9");
    assertThat(body.at("/error/code").asInt()).isEqualTo(429);
    assertThat(body.at("/error/data/retryAfterSeconds").asText())
        .isEqualTo(header(refused, "Retry-After"));
    assertThat(body.at("/error/data/requestId").asText())
        .isEqualTo(header(refused, "X-Request-Id"));
    assertThat(body.at("/error/message").asText())
        .contains("4 a minute")
        .contains("Wait " + header(refused, "Retry-After") + " second")
        .contains("send this again unchanged");
    assertThat(StrictJson.parse(send(mcp(token, ping("12"))).body()).path("id").asInt())
        .isEqualTo(12);
  }

  @Test
  void anIdThatCannotBeReadIsNullInTheOldEraAndAbsentInTheNew() throws Exception {
    String token = exhausted("unreadable", MAX, Role.AGENT);
    JsonNode legacy = StrictJson.parse(send(mcp(token, "not json")).body());
    assertThat(legacy.path("id").isNull()).isTrue();
    Builder withVersion = mcp(token, "not json").header("MCP-Protocol-Version", "2026-07-28");
    HttpResponse<String> modern = send(withVersion);
    assertThat(modern.statusCode()).isEqualTo(429);
    assertThat(StrictJson.parse(modern.body()).has("id")).isFalse();
  }

  @Test
  void aLargeBodyIsRefusedLikeASmallOne() throws Exception {
    String token = exhausted("large", MAX, Role.AGENT);
    assertThat(send(mcp(token, "x".repeat(2 * 1024 * 1024))).statusCode()).isEqualTo(429);
  }

  @Test
  void rolesMayHaveLimitsOfTheirOwn() throws Exception {
    String author = exhausted("author", MAX_OF_AUTHORS, Role.AGENT, Role.AUTHOR);
    assertThat(send(mcp(author, ping("1"))).statusCode()).isEqualTo(429);
    exhausted("operator", 3 * MAX_OF_AUTHORS, Role.OPERATOR, Role.AGENT);
  }

  @Test
  void subjectsDoNotDisturbEachOther() throws Exception {
    exhausted("one", MAX, Role.AGENT);
    assertThat(send(mcp(tokenOf("other", Role.AGENT), ping("1"))).statusCode()).isEqualTo(200);
  }

  @Test
  void everyTokenOfASubjectCounts() throws Exception {
    exhausted("twice", MAX, Role.AGENT);
    assertThat(send(mcp(tokenOf("twice", Role.AGENT), ping("1"))).statusCode()).isEqualTo(429);
  }

  @Test
  void aBatchCountsAsManyCallsAsItHolds() throws Exception {
    String token = tokenOf("batch", Role.AGENT);
    String batch = "[" + ping("1") + ("," + ping("2")).repeat(MAX + 1) + "]";
    HttpResponse<String> reply = send(mcp(token, batch));
    assertThat(reply.statusCode()).isEqualTo(200);
    JsonNode answers = StrictJson.parse(reply.body());
    assertThat(answers).hasSize(MAX + 2);
    assertThat(answers.path(MAX - 1).has("result")).isTrue();
    assertThat(answers.path(MAX).at("/error/code").asInt()).isEqualTo(429);
    assertThat(answers.path(MAX).path("id").asInt()).isEqualTo(2);
    assertThat(answers.path(MAX).at("/error/data/retryAfterSeconds").asInt()).isPositive();
    assertThat(send(mcp(token, ping("1"))).statusCode()).isEqualTo(429);
  }

  @Test
  void readinessAndTheOperationsPortHaveNoLimit() throws Exception {
    String token = exhausted("watcher", MAX, Role.AGENT);
    for (int n = 0; n < 3 * MAX; n++) {
      assertThat(
              send(request(app.getLocalPort(), "/ready").header("Authorization", "Bearer " + token))
                  .statusCode())
          .isEqualTo(200);
      assertThat(send(request(app.getAdminPort(), "/healthcheck")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void theSameCallOverAndOverGetsAHint() throws Exception {
    String token = tokenOf("looping", Role.AGENT, Role.OPERATOR);
    for (int n = 0; n < LoopGuard.TOLERATED; n++) {
      assertThat(contentOf(next(token, "[]"))).hasSize(1);
    }
    JsonNode content = contentOf(next(token, "[]"));
    assertThat(content).hasSize(2);
    assertThat(content.at("/1/type").asText()).isEqualTo("text");
    assertThat(content.at("/1/text").asText())
        .contains("more than 20 times")
        .contains("completedSteps");
    assertThat(contentOf(next(token, "[\"another\"]"))).hasSize(1);
  }

  @Test
  void theHintComesWithRefusedCallsToo() throws Exception {
    String token = tokenOf("stubborn", Role.AGENT, Role.OPERATOR);
    for (int n = 0; n < LoopGuard.TOLERATED; n++) {
      next(token, "5");
    }
    JsonNode result = StrictJson.parse(next(token, "5").body()).path("result");
    assertThat(result.path("isError").asBoolean()).isTrue();
    assertThat(result.at("/content/1/text").asText()).startsWith("Hint:");
  }

  private static HttpResponse<String> next(String token, String completed) throws Exception {
    return send(
        mcp(
            token,
            """
            {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"workflow_next",
             "arguments":{"workflowId":"bug-investigation","completedSteps":%s}}}"""
                .formatted(completed)));
  }

  private static JsonNode contentOf(HttpResponse<String> reply) throws Exception {
    return StrictJson.parse(reply.body()).at("/result/content");
  }

  private static String exhausted(String subject, int calls, Role... roles) throws Exception {
    String token = tokenOf(subject, roles);
    for (int n = 0; n < calls; n++) {
      assertThat(send(mcp(token, ping("1"))).statusCode()).isEqualTo(200);
    }
    return token;
  }

  private static String ping(String id) {
    return "{\"method\":\"ping\",\"jsonrpc\":\"2.0\",\"id\":%s}".formatted(id);
  }

  private static String header(HttpResponse<String> reply, String name) {
    return reply.headers().firstValue(name).orElseThrow();
  }

  private static Builder mcp(String token, String body) {
    return request(app.getLocalPort(), "/mcp")
        .header("Authorization", "Bearer " + token)
        .POST(BodyPublishers.ofString(body));
  }
}
