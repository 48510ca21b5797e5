package io.workrail.http;

import io.dropwizard.jetty.HttpConnectorFactory;
import io.workrail.configuration.ConfigurationProblem;
import io.workrail.http.tls.TlsConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the server listens, and how: for whoever looks at the settings without starting anything.
 *
 * @param calls the connectors of {@code /mcp}
 * @param operations the connectors for operators
 */
public record ConnectorSettings(
    List<HttpConnectorFactory> calls, List<HttpConnectorFactory> operations) {
  /** What an address or a name of a machine is made of; whether it exists is told by the start. */
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:%_\\[\\]-]*");

  public ConnectorSettings {
    calls = List.copyOf(calls);
    operations = List.copyOf(operations);
  }

  /**
   * The addresses, calls first.
   *
   * @param defaultHost the address of connectors for calls that name none
   */
  public List<ListenAddress> addresses(String defaultHost) {
    return Stream.concat(
            calls.stream().map(one -> address("calls", one, defaultHost, "PORT")),
            operations.stream().map(one -> address("operations", one, "0.0.0.0", "ADMIN_PORT")))
        .toList();
  }

  /** The settings of those that speak TLS. */
  public List<TlsConfiguration> tls() {
    return calls.stream()
        .filter(EdgeConnectorFactory.class::isInstance)
        .map(connector -> ((EdgeConnectorFactory) connector).tls())
        .filter(TlsConfiguration::isOn)
        .toList();
  }

  /** What keeps them from being opened; empty when nothing does. */
  public List<ConfigurationProblem> problems() {
    List<ConfigurationProblem> problems = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      String key = "server.applicationConnectors[%d]".formatted(i);
      host(calls.get(i), key, "HOST").ifPresent(problems::add);
      if (calls.get(i) instanceof EdgeConnectorFactory edge) {
        problems.addAll(edge.tls().problems(key + ".tls"));
      }
    }
    for (int i = 0; i < operations.size(); i++) {
      String key = "server.adminConnectors[%d]".formatted(i);
      host(operations.get(i), key, "ADMIN_HOST").ifPresent(problems::add);
    }
    return problems;
  }

  private static Optional<ConfigurationProblem> host(
      HttpConnectorFactory connector, String key, String variable) {
    String host = connector.getBindHost();
    return host == null || HOST.matcher(host).matches()
        ? Optional.empty()
        : Optional.of(
            new ConfigurationProblem(
                key + ".bindHost",
                List.of(variable),
                Optional.of(host),
                "must be an address or a name of this machine"));
  }

  private static ListenAddress address(
      String purpose, HttpConnectorFactory connector, String defaultHost, String variable) {
    boolean secure = connector instanceof EdgeConnectorFactory edge && edge.isSecure();
    String host = connector.getBindHost();
    return new ListenAddress(
        purpose,
        secure ? "https" : "http",
        host == null || host.isBlank() ? defaultHost : host,
        connector.getPort(),
        variable);
  }
}
