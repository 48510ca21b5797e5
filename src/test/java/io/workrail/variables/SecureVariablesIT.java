package io.workrail.variables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.workrail.PackagedCommand;
import io.workrail.PackagedServer;
import io.workrail.http.tls.TestCertificates;
import io.workrail.http.tls.TestCertificates.Issued;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server in production that speaks TLS itself and wants to know its clients. */
class SecureVariablesIT {
  private static final String SECRET = "q8Zr2LkP0vX7sT4nB9mW1cY6eH3uJ5dA";
  private static final char[] PASSWORD = "test".toCharArray();
  private static final Issued ROOT = TestCertificates.authority("root");
  private static final Issued SERVER = TestCertificates.server(TestCertificates.ec(), ROOT);
  private static final Issued CLIENT = TestCertificates.client(ROOT);

  @TempDir static Path folder;
  private static final Map<String, String> VARIABLES = new HashMap<>();
  private static PackagedServer server;

  @BeforeAll
  static void start() throws Exception {
    VARIABLES.putAll(
        Map.of(
            "WORKRAIL_ENV",
            "production",
            "NODE_ENV",
            "development",
            "JWT_SECRET",
            SECRET,
            "TLS_CERT",
            write("certificate.pem", SERVER.pem()),
            "TLS_KEY",
            write("key.pem", SERVER.key()),
            "TLS_CA",
            write("authorities.pem", ROOT.pem()),
            "TLS_CLIENT_AUTH",
            "need"));
    server = PackagedServer.launch(folder, VARIABLES, List.of());
    server.await(() -> isReady(Optional.of(CLIENT)), "ready");
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  /** Production listens at every address. */
  @Test
  @Exercises({"WORKRAIL_ENV", "TLS_CERT", "TLS_KEY"})
  void clientsThatTrustTheAuthorityAreServedAtEveryAddress() throws Exception {
    HttpResponse<String> reply = ready("127.0.0.1", Optional.of(CLIENT));
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.headers().firstValue("Strict-Transport-Security")).isPresent();
  }

  @Test
  @Exercises({"TLS_CA", "TLS_CLIENT_AUTH"})
  void aClientWithoutACertificateIsNotLetIn() {
    assertThatThrownBy(() -> ready("localhost", Optional.empty())).isInstanceOf(IOException.class);
    assertThatThrownBy(
            () ->
                ready(
                    "localhost",
                    Optional.of(TestCertificates.client(TestCertificates.authority("other")))))
        .isInstanceOf(IOException.class);
  }

  /** The doctor sees the certificate although it may not come in. */
  @Test
  void theDoctorSeesWhatTheServerShows() throws Exception {
    Map<String, String> variables = new HashMap<>(VARIABLES);
    variables.put("PORT", "" + server.port());
    variables.put("ADMIN_PORT", "" + server.adminPort());
    variables.put("MIN_FREE_DISK", "1MiB");
    PackagedCommand examined = PackagedCommand.run(folder, variables, "doctor");
    assertThat(examined.out())
        .contains("warn tls: ", "CN=root", "the certificate expires in 89 days")
        .contains("claude mcp add --transport http workrail https://localhost:");
  }

  private static boolean isReady(Optional<Issued> client) throws Exception {
    try {
      return ready("localhost", client).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static HttpResponse<String> ready(String host, Optional<Issued> client) throws Exception {
    URI address = URI.create("https://%s:%d/ready".formatted(host, server.port()));
    return HttpClient.newBuilder()
        .sslContext(context(client))
        .build()
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static SSLContext context(Optional<Issued> client) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("root", ROOT.certificate());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    if (client.isPresent()) {
      own.setKeyEntry(
          "client",
          client.get().keys().getPrivate(),
          PASSWORD,
          new Certificate[] {client.get().certificate()});
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(own, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}
