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
      problems.addAll(configuration.security().weaknesses());
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
}
