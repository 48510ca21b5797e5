package io.workrail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Path;
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
