package io.workrail;

import static io.workrail.HttpFixture.request;
import static io.workrail.HttpFixture.send;
import static io.workrail.HttpFixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.dropwizard.testing.junit5.DropwizardExtensionsSupport;
import io.workrail.auth.Role;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest.Builder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages in a browser may do, and how replies travel. */
@ExtendWith(DropwizardExtensionsSupport.class)
class CorsIT {
  private static final String PAGE = "https://tools.example.com";
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

  @TempDir static Path data;

  private static final DropwizardAppExtension<WorkRailConfiguration> app =
      HttpFixture.application(
          () -> data,
          ConfigOverride.config(
              "server.cors.origin", "http://localhost:3000, " + PAGE + ",https://b.example"));

  @Test
  void anAllowedPageAsksWithoutAToken() throws Exception {
    HttpResponse<String> reply =
        send(
            preflight(PAGE)
                .header(
                    "Access-Control-Request-Headers",
                    "Authorization, content-type, Mcp-Method, mcp-param-team, x-evil"));
    assertThat(reply.statusCode()).isEqualTo(204);
    assertHeader(reply, "Access-Control-Allow-Origin", PAGE);
    assertHeader(reply, "Access-Control-Allow-Credentials", "true");
    assertHeader(
        reply,
        "Access-Control-Allow-Headers",
        "authorization, content-type, mcp-method, mcp-param-team");
    assertThat(reply.headers().firstValue("Access-Control-Allow-Methods").orElseThrow())
        .contains("POST");
    assertHeader(reply, "Access-Control-Max-Age", "600");
    assertHeader(reply, "X-Frame-Options", "DENY");
    assertThat(reply.headers().allValues("Vary")).anyMatch(value -> value.contains("Origin"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "null", "https://tools.example.com.evil.example"})
  void aForeignPageIsRefused(String origin) throws Exception {
    HttpResponse<String> reply = send(preflight(origin));
    assertThat(reply.statusCode()).isEqualTo(403);
    assertThat(reply.headers().map()).doesNotContainKey("access-control-allow-origin");
    assertHeader(reply, "X-Frame-Options", "DENY");
    assertThat(reply.body()).contains("\"code\":403", "ALLOWED_ORIGINS");
  }

  @Test
  void anAllowedPageReadsRepliesAndRefusals() throws Exception {
    Builder call = request(app.getLocalPort(), "/mcp").header("Origin", PAGE);
    HttpResponse<String> refused = send(call.copy().POST(BodyPublishers.ofString(PING)));
    assertThat(refused.statusCode()).isEqualTo(401);
    assertReadable(refused);
    assertReadable(
        send(
            call.copy()
                .header("Authorization", "Bearer " + token(Role.AGENT))
                .POST(BodyPublishers.ofString(PING))));
    assertReadable(send(call.copy().PUT(BodyPublishers.ofString(PING))));
    assertReadable(send(request(app.getLocalPort(), "/no/such/place").header("Origin", PAGE)));
  }

  @Test
  void aForeignPageDoesNotReadWhatIsPublic() throws Exception {
    HttpResponse<String> reply =
        send(request(app.getLocalPort(), "/ready").header("Origin", "https://evil.example"));
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.headers().map()).doesNotContainKey("access-control-allow-origin");
    assertThat(reply.headers().allValues("Vary")).anyMatch(value -> value.contains("Origin"));
  }

  @Test
  void largeRepliesAreCompressedForThoseWhoAcceptIt() throws Exception {
    HttpResponse<byte[]> reply = bytes("/schemas/workflow.json");
    assertThat(reply.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(reply.headers().allValues("Vary"))
        .anyMatch(value -> value.contains("Accept-Encoding"))
        .anyMatch(value -> value.contains("Origin"));
    byte[] inflated = new GZIPInputStream(new ByteArrayInputStream(reply.body())).readAllBytes();
    assertThat(new String(inflated, StandardCharsets.UTF_8))
        .isEqualTo(send(request(app.getLocalPort(), "/schemas/workflow.json")).body());
    assertThat(reply.body()).hasSizeLessThan(inflated.length / 2);
  }

  @Test
  void smallRepliesAreNot() throws Exception {
    assertThat(bytes("/ready").headers().firstValue("Content-Encoding")).isEmpty();
  }

  private static HttpResponse<byte[]> bytes(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            request(app.getLocalPort(), path).header("Accept-Encoding", "gzip").build(),
            HttpResponse.BodyHandlers.ofByteArray());
  }

  private static Builder preflight(String origin) {
    return request(app.getLocalPort(), "/mcp")
        .header("Origin", origin)
        .header("Access-Control-Request-Method", "POST")
        .method("OPTIONS", BodyPublishers.noBody());
  }

  private static void assertReadable(HttpResponse<String> reply) {
    assertHeader(reply, "Access-Control-Allow-Origin", PAGE);
    assertThat(reply.headers().firstValue("Access-Control-Expose-Headers").orElseThrow())
        .contains(
            "MCP-Protocol-Version",
            "WWW-Authenticate",
            "X-Request-Id",
            "Retry-After",
            "RateLimit-Remaining");
  }

  private static void assertHeader(HttpResponse<String> reply, String name, String value) {
    assertThat(reply.headers().allValues(name)).as(name).containsExactly(value);
  }
}
