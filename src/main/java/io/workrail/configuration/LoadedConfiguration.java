package io.workrail.configuration;

import java.util.List;
import java.util.Optional;

/**
 * What was read.
 *
 * @param file its name
 * @param configuration the settings, with the defaults in place of those that could not be read;
 *     nothing when the file is no configuration at all
 * @param problems everything that is wrong; a server must not start with any
 */
public record LoadedConfiguration<T>(
    String file, Optional<T> configuration, List<ConfigurationProblem> problems) {
  public LoadedConfiguration {
    problems = List.copyOf(problems);
  }

  /**
   * The settings.
   *
   * @throws InvalidConfigurationException when anything is wrong
   */
  public T require() throws InvalidConfigurationException {
    if (!problems.isEmpty() || configuration.isEmpty()) {
      throw new InvalidConfigurationException(file, problems);
    }
    return configuration.get();
  }
}
