package io.workrail.configuration;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TreeTraversingParser;
import io.dropwizard.configuration.ConfigurationSourceProvider;
import io.dropwizard.configuration.YamlConfigurationFactory;
import jakarta.validation.Validator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the configuration and finds everything that is wrong with it, where Dropwizard's own
 * factory ends at the first fault: a value that cannot be read is noted and left out, so that its
 * default counts, and reading goes on; constraints are checked on what was read.
 *
 * @param <T> the class of the configuration
 */
public final class WholeConfigurationFactory<T> extends YamlConfigurationFactory<T> {
  /** More is not one person's mistake. */
  private static final int MOST_FAULTS = 200;

  private static final String OVERRIDES = "dw.";

  private final Class<T> type;
  private final Validator validator;
  private final Variables variables;
  private final AllowedValues allowed;
  private final Function<T, List<ConfigurationProblem>> further;

  /** What is put into the file. */
  public record Variables(Map<String, String> environment, SecretSource secrets) {
    /** Never the values. */
    @Override
    public String toString() {
      return "variables";
    }
  }

  /**
   * A factory.
   *
   * @param nearest finds the key that a misspelt one means
   * @param further what else must hold for a server to start
   */
  public WholeConfigurationFactory(
      Class<T> type,
      Validator validator,
      ObjectMapper mapper,
      Variables variables,
      NearestKey nearest,
      Function<T, List<ConfigurationProblem>> further) {
    super(type, validator, mapper, "dw");
    this.type = type;
    this.validator = validator;
    this.variables = variables;
    this.allowed = new AllowedValues(mapper, nearest);
    this.further = further;
  }

  @Override
  public T build(ConfigurationSourceProvider provider, String path)
      throws InvalidConfigurationException {
    return load(provider, path).require();
  }

  @Override
  public T build() throws InvalidConfigurationException {
    throw new InvalidConfigurationException(
        "configuration", List.of(fault("file", "there is none; name one with --config FILE")));
  }

  /** Reads a file and says all that is wrong with it. */
  public LoadedConfiguration<T> load(ConfigurationSourceProvider provider, String path) {
    String text;
    try (InputStream in = provider.open(path)) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      String message = "it cannot be read; check its name, its owner and its mode";
      return new LoadedConfiguration<>(path, Optional.empty(), List.of(fault("file", message)));
    }
    ConfigurationTemplate template = ConfigurationTemplate.of(text);
    ProblemList problems = new ProblemList(template, variables.environment());
    Optional<T> read = read(text, template, problems);
    return new LoadedConfiguration<>(path, read, problems.all());
  }

  private Optional<T> read(String text, ConfigurationTemplate template, ProblemList problems) {
    Substitution substitution = new Substitution(variables.environment(), variables.secrets());
    Optional<String> complete = complete(text, template, substitution, problems);
    substitution
        .faults()
        .forEach(
            (name, message) ->
                problems.addLeftOut(ConfigurationProblem.of(template.keyOf(name), name, message)));
    return complete.flatMap(yaml -> parse(yaml, problems)).flatMap(tree -> read(tree, problems));
  }

  /** The text with its variables; a value that breaks the syntax is left out and noted. */
  private Optional<String> complete(
      String text,
      ConfigurationTemplate template,
      Substitution substitution,
      ProblemList problems) {
    try {
      while (true) {
        String complete = substitution.replace(text);
        Optional<ConfigurationTemplate.SyntaxFault> syntax = ConfigurationTemplate.syntax(complete);
        if (syntax.isEmpty()) {
          return Optional.of(complete);
        }
        int line = syntax.get().line();
        Optional<String> culprit =
            template.isYaml() ? substitution.firstIn(text, line - 1, line) : Optional.empty();
        if (culprit.isEmpty()) {
          problems.add(syntax.get().problem());
          return Optional.empty();
        }
        substitution.leaveOut(
            culprit.get(),
            "is no single value where it stands in the file; correct it, or put the ${...} in double quotes");
      }
    } catch (IllegalArgumentException | IllegalStateException e) {
      problems.add(fault("file", "a variable refers to itself"));
      return Optional.empty();
    }
  }

  private Optional<JsonNode> parse(String yaml, ProblemList problems) {
    try (JsonParser parser =
        createParser(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))) {
      JsonNode tree = mapper.readTree(parser);
      if (tree instanceof ObjectNode) {
        return Optional.of(tree);
      }
    } catch (IOException e) {
      // The syntax was good a moment ago: an anchor or a tag that only YAML has.
      problems.add(fault("file", "it uses a part of YAML that settings do not need"));
      return Optional.empty();
    }
    problems.add(fault("file", "it holds no keys; start from the shipped config.yml"));
    return Optional.empty();
  }

  private Optional<T> read(JsonNode tree, ProblemList problems) {
    System.getProperties()
        .forEach(
            (name, value) -> {
              if (String.valueOf(name).startsWith(OVERRIDES)) {
                addOverride(
                    tree, String.valueOf(name).substring(OVERRIDES.length()), value.toString());
              }
            });
    addType(tree, problems);
    ConfigurationTree places = new ConfigurationTree(tree.deepCopy());
    Optional<T> configuration = bind(tree, problems);
    configuration.ifPresent(found -> check(found, places, problems));
    return configuration;
  }

  /**
   * As the guide's file has it: without a type Dropwizard takes another, and knows no key below.
   */
  private static void addType(JsonNode tree, ProblemList problems) {
    if (tree.get("server") instanceof ObjectNode server && !server.has("type")) {
      problems.addLeftOut(fault("server.type", "is missing; add type: workrail below server"));
      server.put("type", "workrail");
    }
  }

  private Optional<T> bind(JsonNode tree, ProblemList problems) {
    ConfigurationTree places = new ConfigurationTree(tree);
    for (int i = 0; i < MOST_FAULTS; i++) {
      try {
        return Optional.of(
            mapper
                .readerFor(type)
                .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .without(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .readValue(new TreeTraversingParser(tree, mapper)));
      } catch (JsonMappingException e) {
        String key = place(e);
        Optional<String> value =
            e instanceof UnrecognizedPropertyException
                ? Optional.empty()
                : places.text(key).map(text -> RedactedConfiguration.text(lastOf(key), text));
        problems.addLeftOut(new ConfigurationProblem(key, List.of(), value, allowed.describe(e)));
        if (!places.remove(key)) {
          return Optional.empty();
        }
      } catch (IOException e) {
        problems.add(fault("file", "it cannot be read as settings"));
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Of a type that is not known, the whole group goes: none of its keys would be known. */
  private static String place(JsonMappingException failure) {
    String key = ConfigurationTree.key(failure.getPath());
    return failure instanceof InvalidTypeIdException && key.endsWith(".type")
        ? key.substring(0, key.length() - ".type".length())
        : key;
  }

  private static String lastOf(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  private void check(T configuration, ConfigurationTree places, ProblemList problems) {
    ConfigurationTree shown =
        new ConfigurationTree(RedactedConfiguration.of(mapper, configuration));
    validator.validate(configuration).stream()
        .sorted(Violations.ORDER)
        .map(Violations::read)
        .forEach(
            problem -> {
              Optional<String> safe =
                  shown
                      .text(problem.key())
                      .filter(text -> !text.contains(RedactedConfiguration.REDACTED))
                      .flatMap(text -> places.text(problem.key()).or(() -> Optional.of(text)));
              problems.add(
                  new ConfigurationProblem(
                      problem.key(), problem.variables(), safe, problem.message()));
            });
    further.apply(configuration).forEach(problems::add);
  }

  private static ConfigurationProblem fault(String key, String message) {
    return new ConfigurationProblem(key, List.of(), Optional.empty(), message);
  }
}
