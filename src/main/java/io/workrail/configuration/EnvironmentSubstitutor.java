package io.workrail.configuration;

import java.util.Map;
import org.apache.commons.text.StringSubstitutor;
import org.apache.commons.text.lookup.StringLookup;
import org.jspecify.annotations.Nullable;

/**
 * Puts environment variables into the configuration: {@code ${NAME:-default}}, nested defaults
 * included. A variable that is set but empty counts as not set, as in the environment files of
 * systemd. Strict: a name without value and default is an error. A variable that holds a secret
 * gives a reference to it, see {@link SecretSource}.
 */
public final class EnvironmentSubstitutor extends StringSubstitutor {
  /** A substitutor over these variables. */
  public EnvironmentSubstitutor(Map<String, String> environment, SecretSource secrets) {
    this(
        name ->
            SecretSource.names().contains(name)
                ? secrets.reference(name).orElse(null)
                : value(environment.get(name)));
  }

  /** A substitutor that asks for each variable; null when it is not set. */
  EnvironmentSubstitutor(StringLookup variables) {
    super(variables);
    setEnableUndefinedVariableException(true);
    setEnableSubstitutionInVariables(true);
  }

  /** Escaped for the inside of a double-quoted YAML string; numbers and names stay as they are. */
  static @Nullable String value(@Nullable String raw) {
    return raw == null || raw.isEmpty()
        ? null
        : raw.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
