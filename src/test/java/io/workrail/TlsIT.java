package io.workrail;

import static io.workrail.HttpFixture.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.workrail.auth.Role;
import io.workrail.http.tls.TestCertificates;
import io.workrail.http.tls.TestCertificates.Issued;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTPS with certificates from PEM files. */
class TlsIT {
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
  private static final Issued ROOT = TestCertificates.authority("root");
  private static final Issued MIDDLE = TestCertificates.intermediate("middle", ROOT);
  private static final Issued FIRST = TestCertificates.server(TestCertificates.ec(), MIDDLE);
  private static final Issued SECOND = TestCertificates.server(TestCertificates.rsa(), MIDDLE);
  private static final Issued CLIENT = TestCertificates.client(ROOT);

  @TempDir Path data;
  private Path certificate;
  private Path key;
  private DropwizardAppExtension<WorkRailConfiguration> app;

  @BeforeEach
  void write() throws IOException {
    certificate = data.resolve("certificate.pem");
    key = data.resolve("key.pem");
    Files.writeString(certificate, FIRST.pem() + MIDDLE.pem());
    Files.writeString(key, FIRST.traditionalKey());
    Files.writeString(data.resolve("authorities.pem"), ROOT.pem());
  }

  @AfterEach
  void stop() {
    app.after();
  }

  @ParameterizedTest
  @CsvSource({"HTTP_2", "HTTP_1_1"})
  void bothVersionsOfHttpAreSpokenOnOnePort(HttpClient.Version version) throws Exception {
    start("want");
    HttpClient client =
        HttpClient.newBuilder().version(version).sslContext(context(Optional.empty())).build();
    HttpResponse<String> reply = client.send(ping(), HttpResponse.BodyHandlers.ofString());
    assertThat(reply.version()).isEqualTo(version);
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.headers().firstValue("Strict-Transport-Security"))
        .hasValue("max-age=31536000");
    assertThat(reply.headers().map()).doesNotContainKey("server");
    HttpRequest nothing = HttpRequest.newBuilder(address("/no/such/place")).build();
    assertRefused(client.send(nothing, HttpResponse.BodyHandlers.ofString()), 404);
    HttpRequest large =
        HttpRequest.newBuilder(address("/mcp"))
            .header("Authorization", "Bearer " + token(Role.AGENT))
            .POST(BodyPublishers.ofByteArray(new byte[3 * 1024 * 1024]))
            .build();
    assertRefused(client.send(large, HttpResponse.BodyHandlers.ofString()), 413);
  }

  @Test
  void tooLongHeadersAreRefusedOrEndTheConnection() throws Exception {
    start("none");
    HttpRequest.Builder headers =
        HttpRequest.newBuilder(address("/ready")).header("X-Long", "y".repeat(9000));
    HttpClient client = HttpClient.newBuilder().sslContext(context(Optional.empty())).build();
    assertRefused(
        client.send(
            headers.copy().version(HttpClient.Version.HTTP_1_1).build(),
            HttpResponse.BodyHandlers.ofString()),
        431);
    // In HTTP/2 the limit was told to the client in the connection's settings.
    assertThatThrownBy(() -> ask(Optional.empty(), headers.build()))
        .isInstanceOf(IOException.class);
    assertThat(ask(Optional.empty(), ping())).isEqualTo(200);
  }

  @Test
  void aClientCertificateIsTakenButReplacesNoToken() throws Exception {
    start("want");
    assertThat(ask(Optional.empty(), ping())).isEqualTo(200);
    HttpRequest withoutToken =
        HttpRequest.newBuilder(address("/mcp")).POST(BodyPublishers.ofString(PING)).build();
    assertThat(ask(Optional.of(CLIENT), ping())).isEqualTo(200);
    assertThat(ask(Optional.of(CLIENT), withoutToken)).isEqualTo(401);
    // A client shows only what the server would take by the issuer's name.
    Issued stranger = TestCertificates.client(TestCertificates.authority("root"));
    assertThatThrownBy(() -> ask(Optional.of(stranger), ping())).isInstanceOf(IOException.class);
  }

  @Test
  void aNeededClientCertificateMustBeShown() throws Exception {
    start("need");
    assertThatThrownBy(() -> ask(Optional.empty(), ping())).isInstanceOf(IOException.class);
    assertThat(ask(Optional.of(CLIENT), ping())).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
    "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
  })
  void oldSuitesAreRefused(String protocol, String suite) throws Exception {
    start("none");
    assertThatThrownBy(() -> shakeHands(protocol, suite).close()).isInstanceOf(SSLException.class);
    try (SSLSocket modern = shakeHands("TLSv1.2", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")) {
      assertThat(modern.getSession().getProtocol()).isEqualTo("TLSv1.2");
    }
    try (SSLSocket modern = shakeHands("TLSv1.3", "TLS_AES_128_GCM_SHA256")) {
      assertThat(modern.getSession().getPeerCertificates())
          .containsExactly(FIRST.certificate(), MIDDLE.certificate());
    }
  }

  @Test
  void aChangedPairIsTakenWithoutClosingConnections() throws Exception {
    start("none");
    try (RawConnection open = new RawConnection(shakeHands("TLSv1.3", "TLS_AES_128_GCM_SHA256"))) {
      assertThat(ready(open)).startsWith("HTTP/1.1 200");
      Files.writeString(key, SECOND.key());
      Await.until("half a change is told", () -> !warnings().isEmpty());
      assertThat(warnings()).contains("does not belong", "stays in use");
      assertThat(served()).isEqualTo(FIRST.certificate());
      Files.writeString(certificate, SECOND.pem() + MIDDLE.pem());
      Await.until("the new one is served", () -> served().equals(SECOND.certificate()));
      assertThat(warnings()).isEmpty();
      assertThat(ready(open)).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void whatIsNoHandshakeHurtsNobody() throws Exception {
    start("none");
    for (String noise :
        new String[] {
          "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
          "\u0016\u0003\u0001\u0000\u0005hello",
          "\u0000".repeat(5000),
          "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        }) {
      try (RawConnection connection = new RawConnection(app.getLocalPort())) {
        connection.send(noise);
        assertThat(connection.untilClosed()).doesNotContain("Exception", "HTTP/1.1 5");
      }
    }
    assertThat(ask(Optional.empty(), ping())).isEqualTo(200);
  }

  @Test
  void aHandshakeThatNeverEndsIsCutOff() throws Exception {
    start("none");
    try (RawConnection slow = new RawConnection(app.getLocalPort())) {
      // The head of a record of 512 bytes, then a byte now and then.
      slow.send("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003");
      Await.until("it is closed", () -> !slow.send("x"));
    }
  }

  private static void assertRefused(HttpResponse<String> reply, int status) {
    assertThat(reply.statusCode()).isEqualTo(status);
    assertThat(reply.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(reply.headers().firstValue("X-Frame-Options")).hasValue("DENY");
    assertThat(reply.headers().firstValue("Strict-Transport-Security")).isPresent();
    assertThat(reply.body()).contains("\"code\":" + status);
  }

  private void start(String clientAuth) throws Exception {
    String tls = "server.applicationConnectors[0].tls.";
    app =
        HttpFixture.application(
            data,
            ConfigOverride.config(tls + "certificate", certificate.toString()),
            ConfigOverride.config(tls + "key", key.toString()),
            ConfigOverride.config(tls + "authorities", data.resolve("authorities.pem").toString()),
            ConfigOverride.config(tls + "clientAuth", clientAuth),
            ConfigOverride.config(tls + "reloadInterval", "1s"),
            ConfigOverride.config("server.limits.headerDeadline", "2s"));
    app.before();
  }

  private String warnings() {
    return String.join("\n", app.getConfiguration().server().warnings());
  }

  private static String ready(RawConnection connection) throws IOException {
    connection.send("GET /ready HTTP/1.1\r\nHost: localhost\r\n\r\n");
    return connection.reply();
  }

  private X509Certificate served() throws Exception {
    try (SSLSocket socket = shakeHands("TLSv1.3", "TLS_AES_128_GCM_SHA256")) {
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  private SSLSocket shakeHands(String protocol, String suite) throws Exception {
    Socket plain = new Socket("localhost", app.getLocalPort());
    SSLSocket socket =
        (SSLSocket)
            context(Optional.empty())
                .getSocketFactory()
                .createSocket(plain, "localhost", app.getLocalPort(), true);
    socket.setSoTimeout(10_000);
    socket.setEnabledProtocols(new String[] {protocol});
    socket.setEnabledCipherSuites(new String[] {suite});
    socket.startHandshake();
    return socket;
  }

  private int ask(Optional<Issued> identity, HttpRequest request) throws Exception {
    return HttpClient.newBuilder()
        .sslContext(context(identity))
        .build()
        .send(request, HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }

  private HttpRequest ping() {
    return HttpRequest.newBuilder(address("/mcp"))
        .header("Authorization", "Bearer " + token(Role.AGENT))
        .POST(BodyPublishers.ofString(PING))
        .build();
  }

  private URI address(String path) {
    return URI.create("https://localhost:" + app.getLocalPort() + path);
  }

  private static SSLContext context(Optional<Issued> identity) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("root", ROOT.certificate());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    if (identity.isPresent()) {
      Certificate[] chain = {identity.get().certificate()};
      own.setKeyEntry("client", identity.get().keys().getPrivate(), new char[0], chain);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(own, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
