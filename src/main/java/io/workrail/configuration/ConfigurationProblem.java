package io.workrail.configuration;

import java.util.List;
import java.util.Optional;

/**
 * One thing that is wrong with the configuration.
 *
 * @param key where in the file, such as {@code healthChecks.interval}, or a line and column
 * @param variables the environment variables that set the key; the one that is set now, if any
 * @param value what stands there; nothing when there is no single value, or when it is a secret
 * @param message what is allowed, in words
 */
public record ConfigurationProblem(
    String key, List<String> variables, Optional<String> value, String message) {
  private static final int LONGEST_VALUE = 200;

  public ConfigurationProblem {
    variables = List.copyOf(variables);
  }

  /** A problem of a key whose value is a secret, or is not the point. */
  public static ConfigurationProblem of(String key, String variable, String message) {
    return new ConfigurationProblem(key, List.of(variable), Optional.empty(), message);
  }

  /** One line: {@code key (VARIABLE) is "value": what is allowed}. */
  @Override
  public String toString() {
    String names = variables.isEmpty() ? "" : " (" + String.join(", ", variables) + ")";
    return key + names + value.map(ConfigurationProblem::quoted).orElse("") + ": " + message;
  }

  private static String quoted(String text) {
    return text.isEmpty()
        ? " is empty"
        : " is \"%s\"".formatted(PlainText.line(text, LONGEST_VALUE));
  }
}
