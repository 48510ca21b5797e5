package io.workrail;

import io.workrail.configuration.ConfigurationProblem;
import io.workrail.http.WorkRailServerFactory;
import java.util.ArrayList;
import java.util.List;

/** What must hold for a server to start, beyond values that can be read. */
final class StartConditions {
  private StartConditions() {}

  /**
   * What does not hold: folders that nobody can write, files of TLS, and in production settings
   * that are fit for a desk only.
   */
  static List<ConfigurationProblem> check(WorkRailConfiguration configuration) {
    List<ConfigurationProblem> problems =
        new ArrayList<>(WritingPlaces.of(configuration).problems());
    if (configuration.getServerFactory() instanceof WorkRailServerFactory server) {
      problems.addAll(server.connectorSettings().problems());
    }
    if (configuration.mode() == Mode.PRODUCTION) {
      configuration.security().missing().ifPresent(problems::add);
      problems.addAll(weakSecrets(configuration));
      if (configuration.getServerFactory() instanceof WorkRailServerFactory server
          && server.allowsEveryOrigin()) {
        problems.add(
            ConfigurationProblem.of(
                "server.cors.origin",
                "ALLOWED_ORIGINS",
                "production must not allow every origin (*, null): name them, separated by commas"));
      }
    }
    return problems;
  }

  /** Why the secrets that there are must not guard a production server; empty when they may. */
  static List<ConfigurationProblem> weakSecrets(WorkRailConfiguration configuration) {
    return configuration
        .security()
        .weaknesses(
            List.of(configuration.sessions().notifySecret()),
            List.of(configuration.database().namedPassword()));
  }
}
