package io.workrail.http;

import io.workrail.configuration.CommandFailedException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listening socket that the process was given as its standard input. Whoever gave it, systemd
 * with a socket unit, keeps it open while the server restarts, so that clients wait for the next
 * start and none is refused.
 *
 * @param port at which it listens
 */
record InheritedSocket(int port) {
  private static final Logger LOG = LoggerFactory.getLogger(InheritedSocket.class);

  /** The socket of this process; nothing when its standard input is anything else. */
  static Optional<InheritedSocket> find() {
    try {
      return System.inheritedChannel() instanceof ServerSocketChannel socket
              && socket.getLocalAddress() instanceof InetSocketAddress address
          ? Optional.of(new InheritedSocket(address.getPort()))
          : Optional.empty();
    } catch (IOException e) {
      LOG.debug("The standard input cannot be looked at; ports are opened", e);
      return Optional.empty();
    }
  }

  /**
   * Lets the connector of its port listen on it, and returns it.
   *
   * @throws CommandFailedException when there is none: clients would wait at it forever
   */
  ServerConnector giveTo(ServerConnector... connectors) {
    ServerConnector taking =
        Arrays.stream(connectors)
            .filter(connector -> connector.getPort() == port)
            .findFirst()
            .orElseThrow(() -> new CommandFailedException(sentence()));
    taking.setInheritChannel(true);
    return taking;
  }

  private String sentence() {
    return "systemd listens at port %d, and PORT says otherwise; set PORT to it, or ListenStream= of workrail.socket to PORT"
        .formatted(port);
  }
}
