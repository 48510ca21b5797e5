package io.workrail.ratelimit;

import static io.workrail.HttpFixture.tokenOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.dropwizard.testing.junit5.DropwizardExtensionsSupport;
import io.workrail.HttpFixture;
import io.workrail.RawHttp;
import io.workrail.WorkRailConfiguration;
import io.workrail.auth.Role;
import io.workrail.json.StrictJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The limits of addresses over real HTTP. Every test comes from loopback addresses of its own. */
@ExtendWith(DropwizardExtensionsSupport.class)
class AddressLimitIT {
  private static final int MAX = 12;
  private static final int MAX_FAILED = 3;
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
  private static final String WRONG = "Authorization: Bearer not.a.token";

  @TempDir static Path data;

  private static final DropwizardAppExtension<WorkRailConfiguration> app =
      HttpFixture.withLimits(
          () -> data,
          0,
          MAX,
          MAX_FAILED,
          ConfigOverride.config("server.trustedProxies", "127.0.9.9"));

  @Test
  void anAddressIsRefusedBeforeItsTokenIsRead() throws Exception {
    String token = bearer("busy");
    for (int n = 0; n < MAX; n++) {
      assertThat(mcp("127.0.1.1", token).status()).isEqualTo(200);
    }
    for (String credential : List.of(token, WRONG, bearer("somebody-else"))) {
      RawHttp.Reply refused = mcp("127.0.1.1", credential);
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.headers()).containsKeys("retry-after", "x-request-id");
      assertThat(refused.headers()).containsEntry("ratelimit-limit", "" + MAX);
      assertThat(refused.headers()).containsEntry("ratelimit-remaining", "0");
      JsonNode body = StrictJson.parse(refused.body());
      assertThat(body.path("id").isNull()).isTrue();
      assertThat(body.at("/error/code").asInt()).isEqualTo(429);
      assertThat(body.at("/error/data/retryAfterSeconds").asText())
          .isEqualTo(refused.headers().get("retry-after"));
      assertThat(body.at("/error/message").asText()).contains("your address").contains("Wait ");
    }
    assertThat(mcp("127.0.1.2", token).status()).isEqualTo(200);
  }

  @Test
  void theRefusalDoesNotWaitForTheBody() throws Exception {
    for (int n = 0; n < MAX; n++) {
      get("127.0.10.1", "/schemas/workflow.json");
    }
    String head = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n";
    RawHttp.Reply refused = RawHttp.exchange("127.0.10.1", app.getLocalPort(), head + "{");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.headers()).containsEntry("connection", "close");
  }

  @Test
  void otherPathsAreRefusedInTheirOwnForm() throws Exception {
    for (int n = 0; n < MAX; n++) {
      RawHttp.Reply reply = get("127.0.2.1", "/schemas/workflow.json");
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.headers()).containsEntry("ratelimit-remaining", "" + (MAX - n - 1));
    }
    RawHttp.Reply refused = get("127.0.2.1", "/schemas/workflow.json");
    assertThat(refused.status()).isEqualTo(429);
    JsonNode body = StrictJson.parse(refused.body());
    assertThat(body.path("code").asInt()).isEqualTo(429);
    assertThat(body.path("message").asText()).contains("Wait ");
    assertThat(body.path("requestId").asText()).isEqualTo(refused.headers().get("x-request-id"));
  }

  @Test
  void whoWatchesIsNeverRefused() throws Exception {
    for (int n = 0; n < 2 * MAX; n++) {
      assertThat(get("127.0.3.1", "/ready").status()).isEqualTo(200);
      assertThat(get("127.0.3.1", "/health").status()).isNotEqualTo(429);
      assertThat(get("127.0.3.2", "/metrics").status()).isEqualTo(401);
    }
    assertThat(mcp("127.0.3.1", bearer("watched")).status()).isEqualTo(200);
  }

  @Test
  void failedAuthenticationsHaveASlowerLane() throws Exception {
    for (int n = 0; n < MAX_FAILED; n++) {
      assertThat(mcp("127.0.4.1", WRONG).status()).isEqualTo(401);
    }
    RawHttp.Reply refused = mcp("127.0.4.1", WRONG);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.headers()).containsKey("retry-after");
    assertThat(StrictJson.parse(refused.body()).at("/error/message").asText())
        .contains("Check the token");
    assertThat(mcp("127.0.4.2", WRONG).status()).isEqualTo(401);
  }

  @Test
  void theOperationsPortHasASlowerLaneOfItsOwn() throws Exception {
    String operator = "Authorization: Bearer " + tokenOf("ops", Role.OPERATOR);
    String stranger = "Authorization: Bearer " + tokenOf("new-ops", Role.OPERATOR);
    assertThat(reload("127.0.11.1", operator).status()).isEqualTo(200);
    for (int n = 0; n < MAX_FAILED; n++) {
      assertThat(reload("127.0.11.1", WRONG).status()).isEqualTo(401);
    }
    for (String credential : List.of(WRONG, stranger, "X-Nothing: here")) {
      RawHttp.Reply refused = reload("127.0.11.1", credential);
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.headers()).containsKeys("retry-after", "ratelimit-limit");
      JsonNode body = StrictJson.parse(refused.body());
      assertThat(body.path("code").asInt()).isEqualTo(429);
      assertThat(body.path("message").asText()).contains("Check the token");
    }
    assertThat(reload("127.0.11.1", operator).status()).as("it was good before").isEqualTo(200);
    assertThat(reload("127.0.11.2", stranger).status()).isEqualTo(200);
    assertThat(mcp("127.0.11.1", WRONG).status()).as("the other port").isEqualTo(401);
  }

  @Test
  void missingTokensUseTheSlowerLaneToo() throws Exception {
    for (int n = 0; n < MAX_FAILED; n++) {
      assertThat(mcp("127.0.5.1", "X-Nothing: here").status()).isEqualTo(401);
    }
    assertThat(mcp("127.0.5.1", "X-Nothing: here").status()).isEqualTo(429);
    assertThat(get("127.0.5.1", "/schemas/workflow.json").status()).isEqualTo(200);
  }

  @Test
  void whoseTokenWasGoodGoesOnWhileANeighbourGuesses() throws Exception {
    String proven = bearer("proven");
    String key = "X-API-Key: " + HttpFixture.API_KEY;
    assertThat(mcp("127.0.6.1", proven).status()).isEqualTo(200);
    assertThat(mcp("127.0.6.1", key).status()).isEqualTo(200);
    for (int n = 0; n < MAX_FAILED; n++) {
      mcp("127.0.6.1", WRONG);
    }
    assertThat(mcp("127.0.6.1", WRONG).status()).isEqualTo(429);
    assertThat(mcp("127.0.6.1", proven).status()).isEqualTo(200);
    assertThat(mcp("127.0.6.1", key).status()).isEqualTo(200);
    assertThat(mcp("127.0.6.1", bearer("new-here")).status()).isEqualTo(429);
  }

  @Test
  void aPathWithoutAuthenticationProvesNoToken() throws Exception {
    String guess = bearer("guess").replace("Bearer ", "Bearer x");
    RawHttp.exchange(
        "127.0.7.1",
        app.getLocalPort(),
        "GET /schemas/workflow.json HTTP/1.1\r\nHost: localhost\r\n" + guess + "\r\n\r\n");
    for (int n = 0; n < MAX_FAILED; n++) {
      mcp("127.0.7.1", WRONG);
    }
    assertThat(mcp("127.0.7.1", guess).status()).isEqualTo(429);
  }

  @Test
  void aNetworkOfSixtyFourBitsIsOneAddress() throws Exception {
    String token = bearer("six");
    for (int n = 0; n < MAX; n++) {
      assertThat(forwarded("2001:db8:1:2::" + n, token).status()).isEqualTo(200);
    }
    assertThat(forwarded("2001:db8:1:2:ffff:ffff:ffff:ffff", token).status()).isEqualTo(429);
    assertThat(forwarded("2001:db8:1:3::1", token).status()).isEqualTo(200);
  }

  @Test
  void nobodyNamesItsOwnAddress() throws Exception {
    String token = bearer("liar");
    for (int n = 0; n < MAX; n++) {
      String claim = token + "\r\nX-Forwarded-For: 192.0.2." + n;
      assertThat(mcp("127.0.8.1", claim).status()).isEqualTo(200);
    }
    assertThat(mcp("127.0.8.1", token + "\r\nX-Forwarded-For: 192.0.2.99").status()).isEqualTo(429);
  }

  private static RawHttp.Reply forwarded(String client, String header) throws IOException {
    return mcp("127.0.9.9", header + "\r\nX-Forwarded-For: " + client);
  }

  private static String bearer(String subject) {
    return "Authorization: Bearer " + tokenOf(subject, Role.AGENT);
  }

  private static RawHttp.Reply mcp(String from, String header) throws IOException {
    return RawHttp.exchange(from, app.getLocalPort(), RawHttp.post("/mcp", List.of(header), PING));
  }

  private static RawHttp.Reply reload(String from, String header) throws IOException {
    return RawHttp.exchange(
        from, app.getAdminPort(), RawHttp.post("/tasks/reload", List.of(header), ""));
  }

  private static RawHttp.Reply get(String from, String path) throws IOException {
    return RawHttp.exchange(
        from, app.getLocalPort(), "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }
}
