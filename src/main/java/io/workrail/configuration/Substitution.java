package io.workrail.configuration;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts the variables of a process into one text, and goes on after each that it cannot put there,
 * so that all of them can be told. Used for one text, by one thread.
 */
final class Substitution {
  /** The sentence of the library; it has no exception of its own. */
  private static final Pattern UNDEFINED = Pattern.compile("Cannot resolve variable '([^']+)'.*");

  private final Map<String, String> environment;
  private final SecretSource secrets;
  private final Set<String> leftOut = new HashSet<>();
  private final Set<String> undefined = new HashSet<>();
  private final Map<String, String> faults = new LinkedHashMap<>();

  Substitution(Map<String, String> environment, SecretSource secrets) {
    this.environment = environment;
    this.secrets = secrets;
  }

  /** What is wrong with variables, by their names. */
  Map<String, String> faults() {
    return faults;
  }

  /** Leaves a variable out from now on, because of what is said. */
  void leaveOut(String variable, String fault) {
    leftOut.add(variable);
    faults.putIfAbsent(variable, fault);
  }

  String replace(String text) {
    EnvironmentSubstitutor substitutor = new EnvironmentSubstitutor(this::find);
    while (true) {
      try {
        return substitutor.replace(text);
      } catch (IllegalArgumentException e) {
        Matcher named = UNDEFINED.matcher(String.valueOf(e.getMessage()));
        if (!named.matches() || !undefined.add(named.group(1))) {
          throw e;
        }
        faults.putIfAbsent(
            named.group(1), "is not set, and the file gives no default (${NAME:-default})");
      }
    }
  }

  /** The first variable with a value of its own in one of these lines, counted from 1. */
  Optional<String> firstIn(String text, int fromLine, int toLine) {
    return text.lines()
        .skip(Math.max(0, fromLine - 1))
        .limit(toLine - Math.max(1, fromLine) + 1L)
        .flatMap(line -> ConfigurationTemplate.variablesIn(line).stream())
        .filter(name -> !leftOut.contains(name) && !environment.getOrDefault(name, "").isEmpty())
        .filter(name -> !SecretSource.names().contains(name))
        .findFirst();
  }

  private @Nullable String find(String name) {
    if (undefined.contains(name)) {
      return "";
    }
    if (leftOut.contains(name)) {
      return null;
    }
    if (!SecretSource.names().contains(name)) {
      return EnvironmentSubstitutor.value(environment.get(name));
    }
    try {
      return secrets.reference(name).orElse(null);
    } catch (CommandFailedException e) {
      leaveOut(name, e.getMessage());
      return null;
    }
  }
}
