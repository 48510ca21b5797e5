package io.workrail;

import io.workrail.configuration.NearestKey;
import io.workrail.workflow.NearestName;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Leads from keys of the deployment guide's file to what they are called here; else by spelling.
 */
final class GuideKeys implements NearestKey {
  private static final Map<String, String> RENAMED =
      Map.of(
          "port", "server.applicationConnectors[0].port (PORT)",
          "host", "server.applicationConnectors[0].bindHost (HOST)",
          "cache", "workflows.pollInterval (CACHE_TTL)");

  @Override
  public Optional<String> find(String name, Collection<String> known) {
    return Optional.ofNullable(RENAMED.get(name)).or(() -> NearestName.of(name, known));
  }
}
