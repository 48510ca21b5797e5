package io.workrail.http;

import io.workrail.configuration.CommandFailedException;
import java.io.IOException;
import java.net.BindException;
import java.util.Locale;
import java.util.stream.Stream;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Opens the ports as the first act of a start, so that one that cannot be opened ends it with a
 * sentence, and before anything else has begun.
 */
final class PortOpening {
  private PortOpening() {}

  /**
   * Opens the port of a connector.
   *
   * @param prefix of the variables that set its address: {@code ADMIN_}, or empty
   * @throws CommandFailedException when that is not possible
   */
  static void open(ServerConnector connector, String prefix) {
    try {
      connector.open();
    } catch (IOException | RuntimeException e) {
      throw new CommandFailedException(sentence(connector, prefix, e));
    }
  }

  private static String sentence(ServerConnector connector, String prefix, Exception failure) {
    int port = connector.getPort();
    String words = words(failure);
    if (words.contains("in use")) {
      return "port %d is taken by another program; stop it (ss -ltnp 'sport = :%d' shows it), or set %sPORT to another port"
          .formatted(port, port, prefix);
    }
    if (words.contains("permission denied")) {
      return "port %d must not be opened by this user: set %sPORT to one above 1023, or give the service the capability CAP_NET_BIND_SERVICE"
          .formatted(port, prefix);
    }
    return "port %d cannot be opened at the address %s: set %sHOST to an address of this machine"
        .formatted(port, connector.getHost(), prefix);
  }

  /** What the system said: the innermost cause. */
  private static String words(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .filter(cause -> cause instanceof BindException || cause.getCause() == null)
        .map(cause -> String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT))
        .reduce("", (one, other) -> one + other);
  }
}
