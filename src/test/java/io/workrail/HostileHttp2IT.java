package io.workrail;

import static io.workrail.HttpFixture.token;
import static io.workrail.RawHttp2.ACK;
import static io.workrail.RawHttp2.CONTINUATION;
import static io.workrail.RawHttp2.DATA;
import static io.workrail.RawHttp2.END_HEADERS;
import static io.workrail.RawHttp2.END_STREAM;
import static io.workrail.RawHttp2.GOAWAY;
import static io.workrail.RawHttp2.HEADERS;
import static io.workrail.RawHttp2.PING;
import static io.workrail.RawHttp2.RST_STREAM;
import static io.workrail.RawHttp2.SETTINGS;
import static io.workrail.RawHttp2.WINDOW_UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.workrail.RawHttp2.Frame;
import io.workrail.auth.Role;
import io.workrail.http.tls.TestCertificates;
import io.workrail.http.tls.TestCertificates.Issued;
import io.workrail.http.tls.TlsClient;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that abuse HTTP/2: each costs its own connection or stream, and nobody else notices. */
class HostileHttp2IT {
  private static final int INITIAL_WINDOW_SIZE = 4;
  private static final int REFUSED_STREAM = 7;
  private static final int ENHANCE_YOUR_CALM = 11;
  private static final int STREAMS = 100;
  private static final byte[] NOTHING = {};
  private static final String PING_CALL = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
  private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";

  @TempDir static Path data;
  private static DropwizardAppExtension<WorkRailConfiguration> app;
  private static SSLContext context;

  @BeforeAll
  static void start() throws Exception {
    Issued root = TestCertificates.authority("root");
    Issued server = TestCertificates.server(TestCertificates.ec(), root);
    context = TlsClient.trusting(root);
    String tls = "server.applicationConnectors[0].tls.";
    app =
        HttpFixture.application(
            data,
            ConfigOverride.config(
                tls + "certificate",
                Files.writeString(data.resolve("certificate.pem"), server.pem()).toString()),
            ConfigOverride.config(
                tls + "key", Files.writeString(data.resolve("key.pem"), server.key()).toString()),
            ConfigOverride.config("server.limits.headerDeadline", "2s"),
            ConfigOverride.config("server.limits.bodyPatience", "4s"),
            ConfigOverride.config("server.limits.replyPatience", "2s"));
    app.before();
  }

  @AfterAll
  static void stop() {
    app.after();
  }

  @AfterEach
  void othersAreServed() throws Exception {
    try (RawHttp2 connection = connect()) {
      assertThat(call(connection, 1, PING_CALL)).isEqualTo(200);
    }
  }

  @Test
  void headersOverTheLimitAreRefusedOrEndTheConnection() throws Exception {
    try (RawHttp2 connection = connect()) {
      byte[] block = RawHttp2.block("GET", "/ready", Map.of("x-long", "y".repeat(12_000)));
      connection.send(HEADERS, END_HEADERS | END_STREAM, 1, block);
      Optional<Frame> reply = connection.next();
      if (reply.isPresent() && reply.get().type() == HEADERS) {
        assertThat(connection.response(reply.get()).getStatus()).isEqualTo(431);
      } else {
        assertThat(reply.map(Frame::type).orElse(GOAWAY)).isIn(RST_STREAM, GOAWAY);
      }
    }
  }

  @Test
  void headersThatNeverEndAreCutOffByTheirSize() throws Exception {
    try (RawHttp2 connection = connect()) {
      connection.send(HEADERS, END_STREAM, 1, RawHttp2.block("GET", "/ready", Map.of()));
      byte[] more = new byte[16_000];
      int sent = 0;
      while (sent < 1000 && connection.offer(CONTINUATION, 0, 1, more)) {
        sent++;
      }
      assertThat(sent).as("frames of 16,000 bytes").isLessThan(1000);
      assertThat(lastOf(connection).map(Frame::type)).isIn(Optional.of(GOAWAY), Optional.empty());
    }
  }

  @Test
  void headersThatTrickleAreCutOff() throws Exception {
    try (RawHttp2 connection = connect()) {
      connection.send(HEADERS, END_STREAM, 1, RawHttp2.block("GET", "/ready", Map.of()));
      Await.until("it is closed", () -> !connection.offer(CONTINUATION, 0, 1, new byte[1]));
    }
  }

  @Test
  void streamsOverTheLimitAreRefused() throws Exception {
    try (RawHttp2 connection = connect()) {
      for (int stream = 1; stream <= 2 * STREAMS + 1; stream += 2) {
        connection.send(HEADERS, END_HEADERS, stream, post(10));
      }
      Frame refusal = connection.next().orElseThrow();
      assertThat(refusal.type()).isEqualTo(RST_STREAM);
      assertThat(refusal.stream()).isEqualTo(2 * STREAMS + 1);
      assertThat(refusal.errorCode()).isEqualTo(REFUSED_STREAM);
      connection.send(DATA, END_STREAM, 1, "          ".getBytes(StandardCharsets.US_ASCII));
      assertThat(connection.response(connection.next().orElseThrow()).getStatus()).isEqualTo(400);
    }
  }

  @Test
  void whoBeginsAndCancelsAllTheTimeIsCutOff() throws Exception {
    try (RawHttp2 connection = connect()) {
      byte[] cancelled = {0, 0, 0, 8};
      boolean taken = true;
      for (int stream = 1; taken && stream < 4000; stream += 2) {
        taken =
            connection.offer(HEADERS, END_HEADERS, stream, post(10))
                && connection.offer(RST_STREAM, 0, stream, cancelled);
      }
      // What is said last may be lost with the connection; then a frame about a stream is the last.
      lastOf(connection)
          .filter(frame -> frame.type() == GOAWAY)
          .ifPresent(frame -> assertThat(frame.errorCode()).isEqualTo(ENHANCE_YOUR_CALM));
      Await.until("it is cut off", () -> !connection.offer(PING, ACK, 0, new byte[8]));
    }
  }

  @Test
  void whoSendsPingsAndSettingsAllTheTimeIsCutOff() throws Exception {
    for (int type : new int[] {PING, SETTINGS}) {
      try (RawHttp2 connection = connect()) {
        boolean taken = true;
        for (int n = 0; taken && n < 4000; n++) {
          taken = connection.offer(type, 0, 0, type == PING ? new byte[8] : NOTHING);
        }
        Optional<Frame> last = lastOf(connection);
        last.ifPresent(frame -> assertThat(frame.errorCode()).isEqualTo(ENHANCE_YOUR_CALM));
        Await.until("it is cut off", () -> !connection.offer(PING, ACK, 0, new byte[8]));
      }
    }
  }

  @Test
  void bodiesThatTrickleAreCutOff() throws Exception {
    try (RawHttp2 connection = connect()) {
      connection.send(HEADERS, END_HEADERS, 1, post(90_000));
      List<Frame> replies = new ArrayList<>();
      Thread reader = new Thread(() -> connection.next().ifPresent(replies::add));
      reader.start();
      Await.until(
          "there is an answer",
          () -> {
            connection.offer(DATA, 0, 1, new byte[] {' '});
            return !reader.isAlive();
          });
      Frame reply = replies.get(0);
      assertThat(reply.type() == HEADERS ? connection.response(reply).getStatus() : reply.type())
          .isIn(408, RST_STREAM);
      assertThat(call(connection, 3, PING_CALL)).as("other streams go on").isEqualTo(200);
    }
  }

  @Test
  void repliesThatAreNotReadAreCutOffAndOtherStreamsGoOn() throws Exception {
    try (RawHttp2 connection = connect(Map.of(INITIAL_WINDOW_SIZE, 0))) {
      connection.send(HEADERS, END_HEADERS, 1, post(LIST.length()));
      connection.send(DATA, END_STREAM, 1, LIST.getBytes(StandardCharsets.US_ASCII));
      assertThat(connection.response(connection.next().orElseThrow()).getStatus()).isEqualTo(200);
      Frame end = connection.next().orElseThrow();
      assertThat(end.type()).isEqualTo(RST_STREAM);
      assertThat(end.stream()).isEqualTo(1);
      connection.send(HEADERS, END_HEADERS, 3, post(PING_CALL.length()));
      connection.send(WINDOW_UPDATE, 0, 3, ByteBuffer.allocate(4).putInt(10_000).array());
      connection.send(DATA, END_STREAM, 3, PING_CALL.getBytes(StandardCharsets.US_ASCII));
      assertThat(connection.response(connection.next().orElseThrow()).getStatus()).isEqualTo(200);
      assertThat(new String(connection.next().orElseThrow().payload(), StandardCharsets.UTF_8))
          .contains("\"result\"");
    }
  }

  @Test
  void halfARecordOfTlsIsCutOff() throws Exception {
    try (Socket plain = new Socket("localhost", app.getLocalPort());
        Socket secured = TlsClient.over(plain, context, "http/1.1")) {
      secured
          .getOutputStream()
          .write(
              "GET /ready HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(secured.getInputStream().read()).isEqualTo('H');
      // The head of a record of 16 KiB, then a byte now and then.
      plain.getOutputStream().write(new byte[] {23, 3, 3, 64, 0, 1});
      Await.until(
          "it is closed",
          () -> {
            try {
              plain.getOutputStream().write(1);
              return false;
            } catch (IOException e) {
              return true;
            }
          });
    }
  }

  /** What the connection said last before it ended. */
  private static Optional<Frame> lastOf(RawHttp2 connection) {
    Optional<Frame> last = Optional.empty();
    for (Optional<Frame> next = connection.next(); next.isPresent(); next = connection.next()) {
      last = next;
    }
    return last;
  }

  private static int call(RawHttp2 connection, int stream, String body) throws Exception {
    connection.send(HEADERS, END_HEADERS, stream, post(body.length()));
    connection.send(DATA, END_STREAM, stream, body.getBytes(StandardCharsets.US_ASCII));
    Frame frame = connection.next().orElseThrow();
    while (frame.type() != HEADERS || frame.stream() != stream) {
      frame = connection.next().orElseThrow();
    }
    return connection.response(frame).getStatus();
  }

  private static byte[] post(int length) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("authorization", "Bearer " + token(Role.AGENT));
    headers.put("content-length", "" + length);
    return RawHttp2.block("POST", "/mcp", headers);
  }

  private static RawHttp2 connect() throws IOException {
    return connect(Map.of());
  }

  private static RawHttp2 connect(Map<Integer, Integer> settings) throws IOException {
    Socket plain = new Socket("localhost", app.getLocalPort());
    plain.setTcpNoDelay(true);
    return RawHttp2.over(TlsClient.over(plain, context, "h2"), settings);
  }
}
