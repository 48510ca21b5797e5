package io.workrail;

import static io.workrail.HttpFixture.request;
import static io.workrail.HttpFixture.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.dropwizard.testing.junit5.DropwizardExtensionsSupport;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The headers of every reply, also of those that no resource made. */
@ExtendWith(DropwizardExtensionsSupport.class)
class EdgeHeadersIT {
  private static final Map<String, String> HEADERS =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
          "Referrer-Policy", "no-referrer");

  @TempDir static Path data;

  private static final DropwizardAppExtension<WorkRailConfiguration> app =
      HttpFixture.application(() -> data);

  @ParameterizedTest
  @ValueSource(strings = {"/ready", "/schemas/workflow.json", "/mcp", "/no/such/place"})
  void repliesOfResourcesCarryThem(String path) throws Exception {
    assertCarriesThem(send(request(app.getLocalPort(), path)).headers());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/healthcheck", "/no/such/place", "/tasks/none"})
  void repliesOfTheAdminPortCarryThem(String path) throws Exception {
    assertCarriesThem(send(request(app.getAdminPort(), path)).headers());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /%zz HTTP/1.1\r\nHost: localhost\r\n",
        "GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n",
        "GET / HTTP/1.1\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: other\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nBad Header: x\r\n",
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n",
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n",
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: nonsense\r\n",
        "GET / HTTP/9.9\r\nHost: localhost\r\n",
        "TRACE / HTTP/1.1\r\nHost: localhost\r\n",
        "GARBAGE\r\n",
      })
  void repliesThatTheServerMakesItselfCarryThem(String head) throws Exception {
    for (int port : List.of(app.getLocalPort(), app.getAdminPort())) {
      String reply = raw(port, head);
      assertThat(reply).matches("(?s)HTTP/1.[01] 4\\d\\d .*").contains("application/json");
      HEADERS.forEach((name, value) -> assertThat(reply).contains(name + ": " + value + "\r\n"));
      assertThat(reply).contains("X-Request-Id: ", "{\"code\":4").doesNotContain("Server:");
      assertThat(reply).doesNotContain("org.eclipse").doesNotContainIgnoringCase("jetty");
    }
  }

  private static void assertCarriesThem(HttpHeaders headers) {
    HEADERS.forEach((name, value) -> assertThat(headers.allValues(name)).containsExactly(value));
    assertThat(headers.allValues("X-Request-Id")).hasSize(1);
    assertThat(headers.map()).doesNotContainKeys("server", "strict-transport-security");
  }

  private static String raw(int port, String head) throws IOException {
    try (Socket socket = new Socket("localhost", port)) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
