package io.workrail;

import io.workrail.configuration.CommandFailedException;
import java.util.Optional;

/** Keeps a production server from starting with settings that are fit for a desk only. */
final class ProductionGuard {
  private ProductionGuard() {}

  /**
   * Checks the configuration.
   *
   * @throws CommandFailedException with a plain sentence
   */
  static void check(WorkRailConfiguration configuration) {
    if (configuration.mode() != Mode.PRODUCTION) {
      return;
    }
    Optional<String> weakness = configuration.security().weakness();
    if (weakness.isPresent()) {
      throw new CommandFailedException(weakness.get());
    }
    if (configuration.server().allowsEveryOrigin()) {
      throw new CommandFailedException(
          "production must not allow every origin: name them in ALLOWED_ORIGINS"
              + " (server.cors.origin)");
    }
  }
}
