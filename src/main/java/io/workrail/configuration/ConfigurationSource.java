package io.workrail.configuration;

import io.dropwizard.core.setup.Bootstrap;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/**
 * Gives a command the part of the configuration that concerns its feature.
 *
 * @param <C> that part
 */
@FunctionalInterface
public interface ConfigurationSource<C> {
  /**
   * Reads and checks the configuration.
   *
   * @throws CommandFailedException when it is missing or wrong
   */
  C read(Bootstrap<?> bootstrap, Namespace arguments);

  /** Adds the option that names the file. */
  static void addOption(Subparser parser) {
    parser
        .addArgument("--config")
        .metavar("FILE")
        .help("configuration file; else $WORKRAIL_CONFIG, ./config.yml, /etc/workrail/config.yml");
  }
}
