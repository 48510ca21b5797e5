package io.workrail.configuration;

import io.dropwizard.configuration.ConfigurationException;
import java.util.List;

/** The configuration cannot be used; the message names everything that is wrong, one a line. */
public final class InvalidConfigurationException extends ConfigurationException {
  private static final long serialVersionUID = 1L;

  /** Refuses a file. */
  public InvalidConfigurationException(String file, List<ConfigurationProblem> problems) {
    super(file, problems.stream().map(ConfigurationProblem::toString).toList());
  }
}
