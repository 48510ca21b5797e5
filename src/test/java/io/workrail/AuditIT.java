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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the whole application notes in the audit log. */
@ExtendWith(DropwizardExtensionsSupport.class)
class AuditIT {
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

  private static final int PER_SUBJECT = 3;
  private static final int PER_ADDRESS = 60;

  @TempDir static Path data;

  private static final DropwizardAppExtension<WorkRailConfiguration> app =
      HttpFixture.withLimits(() -> data, PER_SUBJECT, PER_ADDRESS, 0);

  @Test
  void theStartIsNotedWithSettingsAndWithoutSecrets() throws Exception {
    JsonNode start = await("server.started", "seq", "1");
    assertThat(start.at("/configuration/environment").textValue()).isEqualTo("development");
    assertThat(start.at("/configuration/security/jwt/secret").textValue()).isEqualTo("<redacted>");
    assertThat(start.toString()).doesNotContain(HttpFixture.SECRET, HttpFixture.API_KEY);
  }

  @Test
  void aFailedAuthenticationIsNotedWithoutItsCredential() throws Exception {
    HttpResponse<String> reply = send(mcp("bogus-credential"));
    JsonNode noted =
        await(
            "authentication.failed",
            "requestId",
            reply.headers().firstValue("X-Request-Id").orElseThrow());
    assertThat(noted.get("reason").textValue()).isEqualTo("malformed");
    assertThat(noted.get("address").textValue()).isEqualTo("127.0.0.1");
    assertThat(noted.get("path").textValue()).isEqualTo("/mcp");
    assertThat(noted.toString()).doesNotContain("bogus");
  }

  @Test
  void aRefusalIsNotedWithItsSubject() throws Exception {
    assertThat(send(mcp(token(Role.METRICS))).statusCode()).isEqualTo(403);
    JsonNode noted = await("access.refused", "actor", "it");
    assertThat(noted.get("reason").textValue()).isEqualTo("insufficient_scope");
  }

  @Test
  void aForeignOriginIsNoted() throws Exception {
    send(mcp(token(Role.AGENT)).header("Origin", "https://evil.example"));
    assertThat(await("access.refused", "reason", "foreign_origin").get("method").textValue())
        .isEqualTo("POST");
  }

  @Test
  void whoIsHeldToALimitIsNotedAndAFloodIsCounted() throws Exception {
    String busy = tokenOf("busy", Role.AGENT);
    for (int n = 0; n <= PER_SUBJECT; n++) {
      send(mcp(busy));
    }
    assertThat(await("limit.refused", "actor", "busy").get("reason").textValue())
        .isEqualTo("subject");
    for (int n = 0; n <= PER_ADDRESS + 100; n++) {
      RawHttp.exchange(
          "127.0.77.1", app.getLocalPort(), "GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    assertThat(await("limit.refused", "address", "127.0.77.1").get("reason").textValue())
        .isEqualTo("address");
    // The rest of the hundred is one line at the end of the period.
    assertThat(lines())
        .filteredOn(line -> line.path("address").asText().equals("127.0.77.1"))
        .hasSizeLessThanOrEqualTo(5);
  }

  private static Builder mcp(String token) {
    return request(app.getLocalPort(), "/mcp")
        .header("Authorization", "Bearer " + token)
        .POST(BodyPublishers.ofString(PING));
  }

  private static JsonNode await(String type, String name, String value) throws Exception {
    Await.until(type + " is noted", () -> find(type, name, value).isPresent());
    return find(type, name, value).orElseThrow();
  }

  private static Optional<JsonNode> find(String type, String name, String value) throws Exception {
    return lines().stream()
        .filter(line -> line.path("type").asText().equals(type))
        .filter(line -> line.path(name).asText().equals(value))
        .findFirst();
  }

  private static List<JsonNode> lines() throws Exception {
    List<JsonNode> lines = new ArrayList<>();
    String text = Files.readString(data.resolve("audit/audit.jsonl"));
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      lines.add(StrictJson.parse(line));
    }
    return lines;
  }
}
