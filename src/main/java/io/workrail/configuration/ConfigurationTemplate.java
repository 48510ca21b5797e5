package io.workrail.configuration;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * What a configuration file looks like before variables are put in: which variables set which key,
 * where, and whether it is YAML at all. Immutable.
 */
final class ConfigurationTemplate {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)");

  private final Map<String, List<String>> variables = new LinkedHashMap<>();
  private final List<ConfigurationProblem> problems = new ArrayList<>();
  private boolean yaml = true;

  private ConfigurationTemplate() {}

  /** Reads a file's text. */
  static ConfigurationTemplate of(String text) {
    ConfigurationTemplate template = new ConfigurationTemplate();
    try {
      @Nullable Node root = parser().compose(new StringReader(text));
      if (root != null) {
        template.visit(root, "");
      }
    } catch (YAMLException e) {
      // A variable may complete it: what counts is the text with the variables.
      template.yaml = false;
    }
    return template;
  }

  /**
   * Where a text stops being YAML.
   *
   * @param line counted from 1
   */
  record SyntaxFault(int line, ConfigurationProblem problem) {}

  /** Why a text is no YAML; nothing when it is. */
  static Optional<SyntaxFault> syntax(String text) {
    try {
      parser().compose(new StringReader(text));
      return Optional.empty();
    } catch (MarkedYAMLException e) {
      return Optional.of(new SyntaxFault(e.getProblemMark().getLine() + 1, problem(e)));
    } catch (YAMLException e) {
      return Optional.of(new SyntaxFault(1, problem(e)));
    }
  }

  /** The variables that a text names, in order. */
  static List<String> variablesIn(String text) {
    return VARIABLE
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .distinct()
        .toList();
  }

  /** Keys that stand twice. */
  List<ConfigurationProblem> problems() {
    return List.copyOf(problems);
  }

  /** Whether the text is YAML. */
  boolean isYaml() {
    return yaml;
  }

  /** The variables that set a key, the one that counts first; empty when none does. */
  List<String> variables(String key) {
    return variables.getOrDefault(key, List.of());
  }

  /** The first key that a variable sets. */
  String keyOf(String variable) {
    return variables.entrySet().stream()
        .filter(entry -> entry.getValue().contains(variable))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  private void visit(Node node, String path) {
    if (node instanceof MappingNode mapping) {
      Map<String, Integer> lines = new LinkedHashMap<>();
      for (NodeTuple entry : mapping.getValue()) {
        if (entry.getKeyNode() instanceof ScalarNode key) {
          String inside = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
          int line = key.getStartMark().getLine() + 1;
          requireOnce(inside, lines.put(key.getValue(), line), line);
          visit(entry.getValueNode(), inside);
        }
      }
    } else if (node instanceof SequenceNode sequence) {
      for (int i = 0; i < sequence.getValue().size(); i++) {
        visit(sequence.getValue().get(i), path + "[" + i + "]");
      }
    } else if (node instanceof ScalarNode scalar) {
      variables.put(path, variablesIn(scalar.getValue()));
    }
  }

  private void requireOnce(String key, @Nullable Integer before, int line) {
    if (before != null) {
      problems.add(
          new ConfigurationProblem(
              key,
              List.of(),
              Optional.empty(),
              "stands twice, in line %d and line %d; keep one".formatted(before, line)));
    }
  }

  /** Without the library's picture of the line, which may hold a secret. */
  private static ConfigurationProblem problem(YAMLException failure) {
    if (failure instanceof MarkedYAMLException marked) {
      Mark mark = marked.getProblemMark();
      return new ConfigurationProblem(
          "line %d, column %d".formatted(mark.getLine() + 1, mark.getColumn() + 1),
          List.of(),
          Optional.empty(),
          "no YAML: %s; look at this line and the one above it".formatted(marked.getProblem()));
    }
    return new ConfigurationProblem(
        "file", List.of(), Optional.empty(), "no YAML: it holds characters that no text has");
  }

  private static Yaml parser() {
    return new Yaml(new LoaderOptions());
  }
}
