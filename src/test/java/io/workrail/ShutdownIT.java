package io.workrail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients and balancers see of a stop. */
class ShutdownIT {
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

  /** White space before the message, sent byte by byte: a call in flight for as long as wanted. */
  private static final int PADDING = 2_000;

  @TempDir Path folder;

  @Test
  void readinessGoesFirstAndCallsInFlightAreFinished() throws Exception {
    try (PackagedServer server =
            PackagedServer.start(folder, Map.of("SHUTDOWN_NOTICE", "2s", "SHUTDOWN_GRACE", "20s"));
        Socket inFlight = new Socket("127.0.0.1", server.port())) {
      inFlight.setSoTimeout(30_000);
      OutputStream out = inFlight.getOutputStream();
      out.write(head().getBytes(UTF_8));

      server.process().destroy();

      server.await(() -> server.status("/ready") == 503, "readiness off");
      assertThat(server.post(PING).statusCode()).as("still served in the notice").isEqualTo(200);
      assertToldThatTheConnectionEnds(server);
      int sent = sendUntilNobodyListens(server, out);
      assertThat(server.process().isAlive()).as("waits for the call in flight").isTrue();
      out.write((" ".repeat(PADDING - sent) + PING).getBytes(UTF_8));
      BufferedReader reply =
          new BufferedReader(new InputStreamReader(inFlight.getInputStream(), UTF_8));
      assertThat(reply.readLine()).isEqualTo("HTTP/1.1 200 OK");
      assertThat(reply.lines()).contains("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
      assertThat(server.stop()).isEqualTo(143);
    }
  }

  /** So that the next request goes to another server, or waits for the next start of this one. */
  private static void assertToldThatTheConnectionEnds(PackagedServer server) throws Exception {
    try (RawConnection kept = new RawConnection(server.port())) {
      kept.send("GET /schemas/workflow.json HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(kept.reply()).startsWith("HTTP/1.1 200").contains("\r\nConnection: close\r\n");
    }
  }

  @Test
  void idleConnectionsAreClosedPolitelyAndACleanStopLeavesNoComplaint() throws Exception {
    try (PackagedServer server = PackagedServer.start(folder, Map.of());
        RawConnection kept = new RawConnection(server.port());
        RawConnection unused = new RawConnection(server.port())) {
      kept.send("GET /ready HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(kept.reply()).startsWith("HTTP/1.1 200");

      assertThat(server.stop()).isEqualTo(143);

      assertThat(kept.untilClosed()).as("closed, not reset").isEmpty();
      assertThat(unused.untilClosed()).isEmpty();
      assertThat(server.logs().resolve("error.log")).isEmptyFile();
      assertThat(Files.readString(server.logs().resolve("combined.log")))
          .contains("Stopping: not ready any more")
          .doesNotContain("\"level\":\"WARN\"", "\"level\":\"ERROR\"");
      assertThat(Files.readString(server.stdout())).doesNotContain("Exception", "\tat ");
    }
  }

  @Test
  void theSameSignalAgainEndsItAtOnce() throws Exception {
    try (PackagedServer server = PackagedServer.start(folder, Map.of("SHUTDOWN_NOTICE", "10m"))) {
      server.process().destroy();
      server.await(() -> server.status("/ready") == 503, "readiness off");
      assertThat(server.process().isAlive()).isTrue();

      assertThat(server.stop()).isEqualTo(143);
    }
  }

  @Test
  void whoeverIsNotFinishedInTheGraceIsCutOff() throws Exception {
    try (PackagedServer server = PackagedServer.start(folder, Map.of("SHUTDOWN_GRACE", "1s"));
        RawConnection slow = new RawConnection(server.port())) {
      slow.send(head() + " ");
      server.await(() -> server.status("/ready") == 200, "the call is in flight");
      long begin = System.nanoTime();

      assertThat(server.stop()).isEqualTo(143);

      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void aTakenPortEndsTheStartInOneSentence() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String taken = "" + other.getLocalPort();
      for (String variable : List.of("PORT", "ADMIN_PORT")) {
        Map<String, String> variables =
            new HashMap<>(Map.of("PORT", "0", "ADMIN_PORT", "0", "MCP_SERVER_PORT", "1"));
        variables.put(variable, taken);
        PackagedCommand refused = PackagedCommand.run(folder, variables, "server", "config.yml");

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err())
            .isEqualTo(
                ("workrail server: port %s is taken by another program; stop it (ss -ltnp 'sport ="
                        + " :%s' shows it), or set %s to another port%n")
                    .formatted(taken, taken, variable));
        assertThat(refused.out()).doesNotContain("Exception", "ERROR", "\tat ");
      }
    }
  }

  private static int sendUntilNobodyListens(PackagedServer server, OutputStream out)
      throws Exception {
    int[] sent = {0};
    server.await(
        () -> {
          out.write(' ');
          sent[0]++;
          return !listens(server.port());
        },
        "no new connections");
    return sent[0];
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static String head() {
    return "POST /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n"
            .formatted(PADDING + PING.length())
        + "Authorization: Bearer %s\r\n\r\n".formatted(PackagedServer.token());
  }
}
