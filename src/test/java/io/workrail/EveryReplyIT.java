package io.workrail;

import static io.workrail.HttpFixture.tokenOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.workrail.auth.Role;
import io.workrail.http.tls.TestCertificates;
import io.workrail.http.tls.TestCertificates.Issued;
import io.workrail.http.tls.TlsClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every status that the edge gives, whoever makes it, with every header it has to carry. */
class EveryReplyIT {
  private static final int MAX_PER_ADDRESS = 8;
  private static final int MAX_PER_SUBJECT = 5;
  private static final int MAX_FAILED = 3;
  private static final int MAX_BODY = 1024;
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
  private static final String WRONG = "Authorization: Bearer not.a.token\r\n";
  private static final String LONG = "y".repeat(9 * 1024);
  private static final String PAGE = "Origin: http://localhost:3000\r\n";

  @TempDir static Path plainData;
  @TempDir static Path secureData;
  private static DropwizardAppExtension<WorkRailConfiguration> plain;
  private static DropwizardAppExtension<WorkRailConfiguration> secure;
  private static SSLContext context;

  /**
   * A reply that the edge gives.
   *
   * @param times how often the request is sent until it comes
   * @param holds what stands in it
   */
  private record Row(String name, int times, String request, int status, List<String> holds) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void start() throws Exception {
    Issued root = TestCertificates.authority("root");
    Issued server = TestCertificates.server(TestCertificates.ec(), root);
    context = TlsClient.trusting(root);
    String tls = "server.applicationConnectors[0].tls.";
    plain = started(plainData);
    secure =
        started(
            secureData,
            ConfigOverride.config(
                tls + "certificate",
                Files.writeString(secureData.resolve("cert.pem"), server.pem()).toString()),
            ConfigOverride.config(
                tls + "key",
                Files.writeString(secureData.resolve("key.pem"), server.key()).toString()));
  }

  private static DropwizardAppExtension<WorkRailConfiguration> started(
      Path data, ConfigOverride... more) throws Exception {
    Stream<ConfigOverride> limits =
        Stream.of(
            ConfigOverride.config("server.limits.maxInputSize", "" + MAX_BODY),
            ConfigOverride.config("server.limits.bodyPatience", "1s"));
    DropwizardAppExtension<WorkRailConfiguration> app =
        HttpFixture.withLimits(
            () -> data,
            MAX_PER_SUBJECT,
            MAX_PER_ADDRESS,
            MAX_FAILED,
            Stream.concat(limits, Stream.of(more)).toArray(ConfigOverride[]::new));
    app.before();
    return app;
  }

  @AfterAll
  static void stop() {
    // The other way round: each puts the settings back that it found.
    secure.after();
    plain.after();
  }

  static Stream<Arguments> rows() {
    List<Row> rows = new ArrayList<>();
    rows.addAll(answers());
    rows.addAll(mistakes());
    rows.addAll(refusals());
    return IntStream.range(0, rows.size())
        .boxed()
        .flatMap(at -> Stream.of(true, false).map(tls -> Arguments.of(rows.get(at), at, tls)));
  }

  @ParameterizedTest(name = "{0}, TLS: {2}")
  @MethodSource("rows")
  void carriesEveryHeader(Row row, int at, boolean tls) throws Exception {
    String reply = "";
    for (int n = 0; n < row.times(); n++) {
      reply = exchange("127.1.%d.1".formatted(at + 1), tls, row.request());
    }
    assertThat(reply).matches("(?s)HTTP/1.[01] %d .*".formatted(row.status()));
    assertThat(row.holds()).as(reply).allMatch(reply::contains);
    String head = reply.substring(0, reply.indexOf("\r\n\r\n") + 4);
    assertOnce(head, "X-Content-Type-Options: nosniff");
    assertOnce(head, "X-Frame-Options: DENY");
    assertOnce(head, "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'");
    assertOnce(head, "Referrer-Policy: no-referrer");
    assertThat(head.split("\r\nX-Request-Id: ", -1)).hasSize(2);
    assertThat(head).doesNotContain("\r\nServer:", "X-Powered-By", "Jetty");
    if (tls) {
      assertOnce(head, "Strict-Transport-Security: max-age=31536000");
    } else {
      assertThat(head).doesNotContain("Strict-Transport-Security");
    }
    if (row.status() >= 400) {
      assertThat(head).contains("\r\nContent-Type: application/json");
      assertThat(reply).contains("\"code\":").doesNotContain("<html", "Exception", "\tat ");
    }
  }

  private static List<Row> answers() {
    return List.of(
        new Row("200 of a page", 1, get("/ready", ""), 200, List.of("\"ready\"")),
        new Row("200 of a call", 1, post(good("a"), PING), 200, List.of("RateLimit-Limit: ")),
        new Row(
            "202 of a notification",
            1,
            post(good("b"), "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}"),
            202,
            List.of()),
        new Row(
            "204 of a preflight without a token",
            1,
            "OPTIONS /mcp HTTP/1.1\r\nHost: localhost\r\n"
                + PAGE
                + "Access-Control-Request-Method: POST\r\nConnection: close\r\n\r\n",
            204,
            List.of("Access-Control-Allow-Origin: http://localhost:3000")));
  }

  private static List<Row> mistakes() {
    return List.of(
        new Row("400 of a bad address", 1, get("/%zz", ""), 400, List.of("request of HTTP")),
        new Row("400 without a host", 1, "GET / HTTP/1.1\r\n\r\n", 400, List.of()),
        new Row("400 of another protocol", 1, "GET / HTTP/9.9\r\nHost: a\r\n\r\n", 400, List.of()),
        new Row("400 of no JSON", 1, post(good("c"), "{"), 400, List.of("-32700")),
        new Row("404", 1, get("/no/such/place", ""), 404, List.of("POST /mcp")),
        new Row("405", 1, get("/mcp", good("d")), 405, List.of("Allow: POST")),
        new Row("405 of TRACE", 1, get("/mcp", "").replace("GET", "TRACE"), 405, List.of()),
        new Row(
            "408",
            1,
            "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{",
            408,
            List.of("Connection: close")),
        new Row("413 by length", 1, post(good("e"), " ".repeat(2000)), 413, List.of("1024 bytes")),
        new Row(
            "413 by stream",
            1,
            "POST /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + good("f")
                + "Transfer-Encoding: chunked\r\n\r\n7d0\r\n"
                + " ".repeat(2000)
                + "\r\n0\r\n\r\n",
            413,
            List.of("1024 bytes")),
        new Row("414", 1, get("/" + LONG, ""), 414, List.of()),
        new Row(
            "415",
            1,
            post(good("g") + "Content-Encoding: gzip\r\n", PING),
            415,
            List.of("Accept-Encoding: identity")),
        new Row("431", 1, get("/ready", "X-Long: " + LONG + "\r\n"), 431, List.of("8 KiB")));
  }

  private static List<Row> refusals() {
    return List.of(
        new Row("401 without a token", 1, post("", PING), 401, List.of("WWW-Authenticate: Bearer")),
        new Row("401 of a bad one", 1, post(WRONG, PING), 401, List.of("error=\"invalid_token\"")),
        new Row(
            "401 for an allowed page",
            1,
            post(PAGE, PING),
            401,
            List.of("Access-Control-Allow-Origin: http://localhost:3000")),
        new Row(
            "403 of a foreign page",
            1,
            post("Origin: https://evil.example\r\n", PING),
            403,
            List.of("ALLOWED_ORIGINS")),
        new Row(
            "403 of a foreign name",
            1,
            post("", PING).replace("Host: localhost", "Host: evil.example"),
            403,
            List.of("PUBLIC_URL")),
        new Row(
            "403 of a role",
            1,
            post(bearer("h", Role.METRICS), PING),
            403,
            List.of("error=\"insufficient_scope\"")),
        new Row(
            "429 of an address",
            MAX_PER_ADDRESS + 1,
            get("/schemas/workflow.json", ""),
            429,
            List.of("Retry-After: ", "RateLimit-Limit: 8", "RateLimit-Remaining: 0")),
        new Row(
            "429 after failures",
            MAX_FAILED + 1,
            post(WRONG, PING),
            429,
            List.of("Retry-After: ", "Check the token", "retryAfterSeconds")),
        new Row(
            "429 of a subject",
            MAX_PER_SUBJECT + 1,
            post(good("i"), PING),
            429,
            List.of("Retry-After: ", "RateLimit-Limit: 5", "\"id\":1")));
  }

  private static void assertOnce(String head, String line) {
    String name = line.substring(0, line.indexOf(':') + 1);
    assertThat(head.split("\r\n" + name, -1)).as(name).hasSize(2);
    assertThat(head).contains("\r\n" + line + "\r\n");
  }

  private static String exchange(String from, boolean tls, String request) throws IOException {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
      int port = (tls ? secure : plain).getLocalPort();
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.setSoTimeout(20_000);
      Socket spoken = tls ? TlsClient.over(socket, context, "http/1.1") : socket;
      spoken.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(spoken.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String get(String path, String headers) {
    return "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n"
        .formatted(path, headers);
  }

  private static String post(String headers, String body) {
    return "POST /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%sContent-Length: %d\r\n\r\n%s"
        .formatted(headers, body.length(), body);
  }

  private static String good(String subject) {
    return bearer(subject, Role.AGENT);
  }

  private static String bearer(String subject, Role role) {
    return "Authorization: Bearer " + tokenOf(subject, role) + "\r\n";
  }
}
