package io.workrail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.json.StrictJson;
import io.workrail.storage.PostgresServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command ends tokens on every server that shares the database. */
class RevocationIT {
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
  private static final Duration PROMISE = Duration.ofSeconds(1);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir Path first;
  @TempDir Path second;

  @Test
  void everyServerFollowsWithinASecondAndRemembersAfterARestart() throws Exception {
    Map<String, String> shared =
        Map.of(
            "JWT_SECRET",
            HttpFixture.SECRET,
            "DATABASE_URL",
            PostgresServer.shared().createDatabase());
    String token = issue(shared);
    String other = issue(shared);
    try (PackagedServer one = PackagedServer.start(first, shared);
        PackagedServer two = PackagedServer.start(second, shared)) {
      assertThat(status(one, token)).isEqualTo(200);
      assertThat(status(two, token)).isEqualTo(200);

      PackagedCommand revoked = PackagedCommand.run(first, shared, "token", "revoke", idOf(token));

      assertThat(revoked.status()).as(revoked.err()).isZero();
      assertRefusedInTime(one, token);
      assertRefusedInTime(two, token);
      assertThat(status(one, other)).isEqualTo(200);
      two.stop();
    }
    try (PackagedServer two = PackagedServer.start(second, shared)) {
      assertThat(status(two, token)).isEqualTo(401);
      assertThat(status(two, other)).isEqualTo(200);

      PackagedCommand.run(first, shared, "token", "revoke", "--subject", "ada");

      assertRefusedInTime(two, other);
      assertThat(PackagedCommand.run(first, shared, "audit", "verify").out())
          .startsWith("log intact");
    }
  }

  private static void assertRefusedInTime(PackagedServer server, String token) throws Exception {
    Await.until("it is refused", PROMISE, () -> status(server, token) == 401);
  }

  private String issue(Map<String, String> shared) throws Exception {
    PackagedCommand issued = PackagedCommand.run(first, shared, "token", "--subject", "ada");
    assertThat(issued.status()).as(issued.err()).isZero();
    return issued.out().strip();
  }

  private static String idOf(String token) throws Exception {
    JsonNode claims = StrictJson.parse(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    return claims.get("jti").textValue();
  }

  private static int status(PackagedServer server, String token) throws Exception {
    return CLIENT
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/mcp"))
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(PING))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }
}
