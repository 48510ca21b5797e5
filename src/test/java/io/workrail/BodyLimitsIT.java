package io.workrail;

import static io.workrail.HttpFixture.request;
import static io.workrail.HttpFixture.send;
import static io.workrail.HttpFixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.dropwizard.testing.junit5.DropwizardExtensionsSupport;
import io.workrail.auth.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request may be: its body, its headers, its address. */
@ExtendWith(DropwizardExtensionsSupport.class)
class BodyLimitsIT {
  private static final int LIMIT = 64 * 1024;

  @TempDir static Path data;

  private static final DropwizardAppExtension<WorkRailConfiguration> app =
      HttpFixture.application(
          () -> data,
          ConfigOverride.config("server.limits.maxInputSize", "" + LIMIT),
          ConfigOverride.config("server.limits.maxBufferedInput", "160KiB"));

  @Test
  void aBodyOfExactlyTheLimitIsRead() throws Exception {
    assertThat(send(post(json(LIMIT))).statusCode()).isEqualTo(200);
    assertThat(send(chunked(json(LIMIT))).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(ints = {LIMIT + 1, 2 * LIMIT, 4 * 1024 * 1024})
  void aLargerOneIsRefusedByLengthAndByStream(int size) throws Exception {
    for (var call : List.of(post(json(size)), chunked(json(size)))) {
      HttpResponse<String> reply = send(call);
      assertThat(reply.statusCode()).isEqualTo(413);
      assertThat(reply.headers().firstValue("Content-Type")).hasValue("application/json");
      assertThat(reply.headers().firstValue("X-Frame-Options")).hasValue("DENY");
      assertThat(reply.body()).contains("\"code\":413", "larger than 65536 bytes");
    }
  }

  @Test
  void whoMayNotCallLearnsNothingAboutTheBody() throws Exception {
    assertThat(
            send(request(app.getLocalPort(), "/mcp").POST(BodyPublishers.ofString(json(2 * LIMIT))))
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void whoAsksFirstSendsNothing() throws Exception {
    try (RawConnection connection = new RawConnection(app.getLocalPort())) {
      connection.send(head("Expect: 100-continue\r\nContent-Length: " + (LIMIT + 1)));
      assertThat(connection.reply()).startsWith("HTTP/1.1 413");
    }
    try (RawConnection connection = new RawConnection(app.getLocalPort())) {
      connection.send(head("Expect: 100-continue\r\nContent-Length: 2"));
      assertThat(connection.reply()).startsWith("HTTP/1.1 100");
      connection.send("{}");
      assertThat(connection.reply()).startsWith("HTTP/1.1 400").contains("-32600");
    }
  }

  @Test
  void anAbsurdLengthIsRefusedAtOnce() throws Exception {
    try (RawConnection connection = new RawConnection(app.getLocalPort())) {
      connection.send(head("Content-Length: 9000000000000"));
      assertThat(connection.untilClosed()).startsWith("HTTP/1.1 413").contains("application/json");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zz\r\n{}\r\n0\r\n\r\n", "-2\r\n{}\r\n", "2\r\n{}XX0\r\n\r\n"})
  void malformedChunksAreTheClientsMistake(String body) throws Exception {
    try (RawConnection connection = new RawConnection(app.getLocalPort())) {
      connection.send(head("Transfer-Encoding: chunked") + body);
      assertThat(connection.untilClosed())
          .startsWith("HTTP/1.1 400")
          .contains("application/json", "X-Content-Type-Options: nosniff");
    }
  }

  @Test
  void aCompressedBodyIsRefusedUnread() throws Exception {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      gzip.write(new byte[8 * 1024 * 1024]);
    }
    HttpResponse<String> reply =
        send(
            request(app.getLocalPort(), "/mcp")
                .header("Authorization", "Bearer " + token(Role.AGENT))
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(bomb.toByteArray())));
    assertThat(reply.statusCode()).isEqualTo(415);
    assertThat(reply.headers().firstValue("Accept-Encoding")).hasValue("identity");
    assertThat(reply.body()).contains("without Content-Encoding");
  }

  @Test
  void tooLongAddressesAndHeadersAreRefusedAsJson() throws Exception {
    String long9k = "y".repeat(9 * 1024);
    for (int port : List.of(app.getLocalPort(), app.getAdminPort())) {
      assertThat(raw(port, "GET /" + long9k + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
          .startsWith("HTTP/1.1 414")
          .contains("application/json", "\"code\":414", "X-Frame-Options: DENY");
      assertThat(raw(port, "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + long9k + "\r\n\r\n"))
          .startsWith("HTTP/1.1 431")
          .contains("application/json", "\"code\":431", "8 KiB", "X-Frame-Options: DENY");
    }
  }

  @Test
  void largeBodiesWaitForMemoryAndSmallOnesDoNot() throws Exception {
    List<RawConnection> large = new ArrayList<>();
    try {
      // 140 KiB of 160 are for large bodies: two of 64 KiB fit, three do not.
      for (int i = 0; i < 3; i++) {
        RawConnection connection = new RawConnection(app.getLocalPort());
        large.add(connection);
        connection.send(head("Content-Length: " + LIMIT) + "[" + " ".repeat(LIMIT - 100));
      }
      assertThat(send(post(json(1000))).statusCode()).isEqualTo(200);
      // Which one waits is not settled; it goes on when another one has ended.
      for (RawConnection connection : large) {
        connection.send(" ".repeat(98) + "]");
      }
      for (RawConnection connection : large) {
        assertThat(connection.reply()).startsWith("HTTP/1.1 400").contains("-32600");
      }
    } finally {
      for (RawConnection connection : large) {
        connection.close();
      }
    }
  }

  private static java.net.http.HttpRequest.Builder post(String body) {
    return request(app.getLocalPort(), "/mcp")
        .header("Authorization", "Bearer " + token(Role.AGENT))
        .POST(BodyPublishers.ofString(body));
  }

  private static java.net.http.HttpRequest.Builder chunked(String body) {
    return post("")
        .POST(
            BodyPublishers.fromPublisher(
                BodyPublishers.ofByteArrays(List.of(body.getBytes(StandardCharsets.UTF_8)))));
  }

  private static String head(String headers) {
    return "POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n%s\r\n\r\n"
        .formatted(token(Role.AGENT), headers);
  }

  private static String json(int size) {
    String ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
    return ping + " ".repeat(size - ping.length());
  }

  private static String raw(int port, String request) throws IOException {
    try (RawConnection connection = new RawConnection(port)) {
      connection.send(request);
      return connection.untilClosed();
    }
  }
}
