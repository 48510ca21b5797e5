package io.workrail;

import io.workrail.http.ListenAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What of the addresses is open to more than it should be; it hinders no start. */
final class StartWarnings {
  private static final Logger LOG = LoggerFactory.getLogger(StartWarnings.class);

  private final WorkRailConfiguration configuration;

  /** Of a configuration whose {@code server().listen} was called. */
  StartWarnings(WorkRailConfiguration configuration) {
    this.configuration = configuration;
  }

  /**
   * One of them.
   *
   * @param problem what is so
   * @param mend what to set
   */
  record Warning(String problem, String mend) {
    @Override
    public String toString() {
      return problem + "; " + mend;
    }
  }

  /** Tells the log. */
  static void log(WorkRailConfiguration configuration) {
    new StartWarnings(configuration).all().forEach(warning -> LOG.warn("{}", warning));
  }

  /** All of them, each once. */
  List<Warning> all() {
    List<Warning> warnings = new ArrayList<>();
    for (ListenAddress address :
        configuration.server().connectorSettings().addresses(configuration.mode().bindHost())) {
      if (!address.isLoopback()) {
        warning(address).ifPresent(warnings::add);
      }
    }
    return warnings.stream().distinct().toList();
  }

  private Optional<Warning> warning(ListenAddress address) {
    if (address.purpose().equals("operations")) {
      return Optional.of(
          new Warning(
              "the operations port is reachable from other machines, and /metrics, /threads and"
                  + " /healthcheck need no token there",
              "set ADMIN_HOST=127.0.0.1"));
    }
    if (configuration.mode() == Mode.DEVELOPMENT) {
      return Optional.of(
          new Warning(
              "a development server is reachable from other machines",
              "set WORKRAIL_ENV=production, or HOST=127.0.0.1"));
    }
    return address.scheme().equals("http")
            && configuration.publicAddress().uri().getScheme().equals("http")
        ? Optional.of(
            new Warning(
                "tokens travel unencrypted",
                "set TLS_CERT and TLS_KEY, or put a proxy with TLS in front and set PUBLIC_URL"))
        : Optional.empty();
  }
}
