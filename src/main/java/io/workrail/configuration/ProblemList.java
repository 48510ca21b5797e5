package io.workrail.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Collects problems so that each wrong value is told once: a variable that sets several keys, or a
 * key that was left out because it or its group could not be read, has one line.
 */
final class ProblemList {
  private static final String TYPE = ".type";

  private final ConfigurationTemplate template;
  private final Map<String, String> environment;
  private final List<ConfigurationProblem> problems = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();

  ProblemList(ConfigurationTemplate template, Map<String, String> environment) {
    this.template = template;
    this.environment = environment;
    problems.addAll(template.problems());
  }

  List<ConfigurationProblem> all() {
    return List.copyOf(problems);
  }

  /** Adds one of a key that was left out: what is said of its default is not to be told. */
  void addLeftOut(ConfigurationProblem problem) {
    add(problem);
    leftOut.add(problem.key());
  }

  /** Adds one, with the variable that sets its key. */
  void add(ConfigurationProblem problem) {
    ConfigurationProblem named =
        new ConfigurationProblem(
            problem.key(), variables(problem), problem.value(), problem.message());
    if (leftOut.stream().anyMatch(key -> isInside(named.key(), key))) {
      return;
    }
    for (int i = 0; i < problems.size(); i++) {
      ConfigurationProblem before = problems.get(i);
      if (before.key().equals(named.key()) && before.variables().equals(named.variables())) {
        return;
      }
      if (!named.variables().isEmpty() && before.variables().equals(named.variables())) {
        boolean isNearer = isWholeValue(named) && !isWholeValue(before);
        problems.set(i, isNearer ? merged(named, before.key()) : merged(before, named.key()));
        return;
      }
    }
    if (named.key().endsWith(TYPE)) {
      // No key of a group of another type is known, which says nothing about the keys.
      String group = named.key().substring(0, named.key().length() - TYPE.length());
      problems.removeIf(before -> isInside(before.key(), group));
    }
    problems.add(named);
  }

  private static boolean isInside(String key, String outer) {
    return key.equals(outer) || key.startsWith(outer + ".") || key.startsWith(outer + "[");
  }

  private static ConfigurationProblem merged(ConfigurationProblem before, String key) {
    return new ConfigurationProblem(
        before.key() + ", " + key, before.variables(), before.value(), before.message());
  }

  private List<String> variables(ConfigurationProblem problem) {
    List<String> possible = template.variables(problem.key());
    Optional<String> set = possible.stream().filter(this::isSet).findFirst();
    if (set.isPresent()) {
      return List.of(set.get());
    }
    return problem.variables().isEmpty()
        ? possible.stream().limit(1).toList()
        : problem.variables();
  }

  /** Whether the value is that of the variable itself, and no path made of it. */
  private boolean isWholeValue(ConfigurationProblem problem) {
    return problem.value().isPresent()
        && problem.value().get().equals(environment.get(problem.variables().get(0)));
  }

  private boolean isSet(String variable) {
    return !environment.getOrDefault(variable, "").isEmpty();
  }
}
