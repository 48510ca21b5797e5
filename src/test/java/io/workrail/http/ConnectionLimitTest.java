package io.workrail.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionLimitTest {
  private static final int PATIENCE_MILLIS = 30_000;

  private final Server server = new Server();

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  /** The limit is reached while the connection that reaches it is not open yet. */
  @Test
  void whoeverReachesTheLimitAndDoesNothingMakesRoomToo() throws Exception {
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    connector.setIdleTimeout(Duration.ofHours(1).toMillis());
    server.addConnector(connector);
    server.addBean(new ConnectionLimit(1, connector));
    server.start();
    for (int i = 0; i < 2; i++) {
      try (Socket idle = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort())) {
        idle.setSoTimeout(PATIENCE_MILLIS);
        assertThat(idle.getInputStream().read()).as("closed by the server").isEqualTo(-1);
      }
    }
  }
}
