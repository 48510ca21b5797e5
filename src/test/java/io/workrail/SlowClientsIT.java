package io.workrail;

import static io.workrail.HttpFixture.request;
import static io.workrail.HttpFixture.send;
import static io.workrail.HttpFixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.dropwizard.testing.junit5.DropwizardExtensionsSupport;
import io.workrail.auth.Role;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that take their time, many at once: others are answered, and the slow ones are closed.
 */
@ExtendWith(DropwizardExtensionsSupport.class)
class SlowClientsIT {
  private static final int SLOW = 100;
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

  @TempDir static Path data;

  private static final DropwizardAppExtension<WorkRailConfiguration> app =
      HttpFixture.application(
          () -> data,
          ConfigOverride.config("server.maxThreads", "16"),
          ConfigOverride.config("server.limits.headerDeadline", "2s"),
          ConfigOverride.config("server.limits.bodyPatience", "2s"),
          ConfigOverride.config("server.limits.replyPatience", "2s"),
          ConfigOverride.config("server.limits.maxConnections", "150"));
  private final List<RawConnection> slow = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (RawConnection connection : slow) {
      connection.close();
    }
  }

  @Test
  void headersThatNeverEndAreCutOff() throws Exception {
    open("POST /mcp HTTP/1.1\r\nHost: localhost\r\nX-A: b");
    trickleUntilClosed("c");
  }

  @Test
  void firstLinesThatNeverBeginAreCutOff() throws Exception {
    open("");
    trickleUntilClosed("\r\n");
  }

  @Test
  void theNextRequestOfAConnectionHasADeadlineToo() throws Exception {
    open("GET /ready HTTP/1.1\r\nHost: localhost\r\n\r\n");
    for (RawConnection connection : slow) {
      assertThat(connection.reply()).startsWith("HTTP/1.1 200");
      assertThat(connection.send("GET /ready HT")).isTrue();
    }
    trickleUntilClosed("T");
  }

  @Test
  void bodiesThatTrickleAreAnsweredAndCutOff() throws Exception {
    open(
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Length: 90000\r\n\r\n{"
            .formatted(token(Role.AGENT)));
    assertAnswersOthers();
    for (RawConnection connection : slow) {
      connection.send(" ");
    }
    for (RawConnection connection : slow) {
      String reply = connection.untilClosed();
      assertThat(reply).startsWith("HTTP/1.1 408").contains("\"code\":408", "too slowly");
      assertThat(reply).contains("X-Frame-Options: DENY", "Connection: close");
    }
  }

  @Test
  void repliesThatNobodyReadsHoldNoThreadAndAreCutOff() throws Exception {
    String requests = "GET /schemas/workflow.json HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(80);
    for (int i = 0; i < SLOW; i++) {
      Socket socket = new Socket();
      socket.setReceiveBufferSize(2048);
      socket.connect(new InetSocketAddress("localhost", app.getLocalPort()));
      RawConnection connection = new RawConnection(socket);
      slow.add(connection);
      connection.send(requests);
    }
    trickleUntilClosed("\r\n");
  }

  @Test
  void connectionsOnWhichNothingHappensMakeRoomWhenTheServerIsFull() throws Exception {
    for (int i = 0; i < 150; i++) {
      slow.add(new RawConnection(app.getLocalPort()));
    }
    try (RawConnection late = new RawConnection(app.getLocalPort())) {
      late.send("GET /ready HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(late.reply()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void aFullServerTakesConnectionsAgainWhenOthersClose() throws Exception {
    for (int i = 0; i < 150; i++) {
      slow.add(new RawConnection(app.getLocalPort()));
    }
    assertThat(send(request(app.getAdminPort(), "/healthcheck")).statusCode()).isEqualTo(200);
    try (RawConnection late = new RawConnection(app.getLocalPort())) {
      late.send("GET /ready HTTP/1.1\r\nHost: localhost\r\n\r\n");
      for (RawConnection connection : slow) {
        connection.close();
      }
      assertThat(late.reply()).startsWith("HTTP/1.1 200");
    }
  }

  private void open(String beginning) throws IOException {
    for (int i = 0; i < SLOW; i++) {
      RawConnection connection = new RawConnection(app.getLocalPort());
      slow.add(connection);
      connection.send(beginning);
    }
  }

  private void trickleUntilClosed(String drop) throws Exception {
    assertAnswersOthers();
    List<RawConnection> open = new ArrayList<>(slow);
    Await.until(
        "all slow clients are cut off",
        () -> {
          open.removeIf(connection -> !connection.send(drop));
          return open.isEmpty();
        });
    assertAnswersOthers();
  }

  private static void assertAnswersOthers() throws Exception {
    for (int i = 0; i < 20; i++) {
      assertThat(
              send(request(app.getLocalPort(), "/mcp")
                      .header("Authorization", "Bearer " + token(Role.AGENT))
                      .POST(BodyPublishers.ofString(PING)))
                  .statusCode())
          .isEqualTo(200);
    }
  }
}
