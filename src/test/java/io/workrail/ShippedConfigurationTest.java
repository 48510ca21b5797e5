package io.workrail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.dropwizard.configuration.FileConfigurationSourceProvider;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.configuration.YamlConfigurationFactory;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.Duration;
import io.workrail.configuration.EnvironmentSubstitutor;
import io.workrail.configuration.SecretSource;
import io.workrail.configuration.Substitutions;
import io.workrail.http.WorkRailServerFactory;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds {@code config.yml}, the table of the README and the defaults of the code together. */
class ShippedConfigurationTest {
  private static final Path FILE = Path.of("config.yml");
  private static final Pattern VARIABLE = Pattern.compile("`([A-Z][A-Z0-9_]+)`");
  private static final Pattern LITERAL = Pattern.compile("`([^`]*)`");

  /**
   * What the deployment guide names that this project was asked from, as far as a server reads it;
   * the start scripts read MEMORY_LIMIT, too.
   */
  private static final List<String> OF_THE_GUIDE =
      List.of(
          "NODE_ENV",
          "PORT",
          "HOST",
          "MCP_SERVER_HOST",
          "MCP_SERVER_PORT",
          "WORKFLOW_STORAGE_PATH",
          "WORKFLOW_STORAGE_TYPE",
          "JWT_SECRET",
          "API_KEY",
          "MAX_INPUT_SIZE",
          "MAX_CONCURRENT_REQUESTS",
          "RATE_LIMIT_PER_MINUTE",
          "ALLOWED_ORIGINS",
          "CACHE_TTL",
          "MEMORY_LIMIT",
          "LOG_LEVEL",
          "HEALTH_CHECK_INTERVAL",
          "METRICS_ENABLED",
          "ENABLE_METRICS");

  private final Map<String, String> inFile;
  private final Map<String, String> inReadme;

  ShippedConfigurationTest() throws IOException {
    inFile = Substitutions.in(Files.readString(FILE));
    inReadme = readmeDefaults();
  }

  @Test
  void theReadmeNamesEveryVariableAndNoOther() {
    assertThat(inReadme.keySet()).containsExactlyInAnyOrderElementsOf(inFile.keySet());
  }

  /**
   * A value stands between back quotes; what is empty or made of other settings is told in words.
   */
  @Test
  void theReadmeGivesTheDefaultsOfTheFile() {
    inFile.forEach(
        (name, value) -> {
          List<String> literals =
              LITERAL
                  .matcher(inReadme.getOrDefault(name, ""))
                  .results()
                  .map(found -> found.group(1))
                  .toList();
          if (!value.isEmpty() && !value.contains("${")) {
            assertThat(literals).as("default of %s in the README", name).contains(value);
          } else {
            assertThat(inReadme.get(name)).as("default of %s in words", name).isNotBlank();
          }
        });
  }

  @Test
  void everyVariableOfTheGuideCounts() {
    assertThat(inFile.keySet()).containsAll(OF_THE_GUIDE);
  }

  /** Unknown keys stop the reading, so every key of the file is one that the code knows. */
  @Test
  void theFileLoadsAndSaysWhatTheCodeSaysWithoutIt() throws Exception {
    WorkRailConfiguration loaded = load();
    JsonNode file = new ObjectMapper(new YAMLFactory()).readTree(FILE.toFile());

    assertSame(new WorkRailConfiguration(), loaded, file, "");
    assertSame(new WorkRailServerFactory(), loaded.server(), file.path("server"), "server.");
  }

  /** The file is complete: a setting that is not in it is found by nobody. */
  private static void assertSame(Object code, Object loaded, JsonNode file, String path)
      throws IllegalAccessException, IOException {
    for (Field field : settings(code.getClass())) {
      String key = path + keyOf(field);
      JsonNode written = file.path(keyOf(field));
      Object ofCode = field.get(code);
      if (Optional.empty().equals(ofCode)) {
        assertThat(Files.readString(FILE)).as("at least a comment").contains(keyOf(field));
        continue;
      }
      assertThat(written.isMissingNode()).as("%s is missing in config.yml", key).isFalse();
      Object ofFile = field.get(loaded);
      if (ofCode == null) {
        // Not set means: made of another setting, as the file writes it.
        continue;
      }
      if (!settings(ofCode.getClass()).isEmpty()) {
        assertSame(ofCode, ofFile, written, key + ".");
      } else {
        assertThat(comparable(ofFile))
            .as("%s: default of config.yml and of the code", key)
            .isEqualTo(comparable(ofCode));
      }
    }
  }

  /** Five minutes are 300,000 milliseconds. */
  private static Object comparable(Object value) {
    if (value instanceof Duration duration) {
      return duration.toJavaDuration();
    }
    return value instanceof DataSize size ? size.toBytes() : value;
  }

  /** The settings that a class of this project declares itself. */
  private static List<Field> settings(Class<?> type) {
    if (type.isEnum() || !type.getName().startsWith("io.workrail.")) {
      return List.of();
    }
    List<Field> fields =
        Arrays.stream(type.getDeclaredFields())
            .filter(field -> field.isAnnotationPresent(JsonProperty.class))
            .toList();
    fields.forEach(field -> field.setAccessible(true));
    return fields;
  }

  private static String keyOf(Field field) {
    String name = field.getAnnotation(JsonProperty.class).value();
    return name.isEmpty() ? field.getName() : name;
  }

  /** As a start without any variable reads it. */
  private static WorkRailConfiguration load() throws Exception {
    WorkRailApplication application = new WorkRailApplication();
    Bootstrap<WorkRailConfiguration> bootstrap = new Bootstrap<>(application);
    application.initialize(bootstrap);
    SubstitutingSourceProvider source =
        new SubstitutingSourceProvider(
            new FileConfigurationSourceProvider(),
            new EnvironmentSubstitutor(Map.of(), new SecretSource(Map.of())));
    return new YamlConfigurationFactory<>(
            WorkRailConfiguration.class,
            bootstrap.getValidatorFactory().getValidator(),
            bootstrap.getObjectMapper(),
            "dw")
        .build(source, FILE.toString());
  }

  /** Each variable of the table with the text of its default. */
  private static Map<String, String> readmeDefaults() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String section = readme.substring(readme.indexOf("\n## Configuration"));
    section = section.substring(0, section.indexOf("\n## ", 1));
    Map<String, String> defaults = new LinkedHashMap<>();
    for (String line : section.lines().filter(row -> row.startsWith("| `")).toList()) {
      String[] cells = line.split("(?<!\\\\)\\|");
      Set<String> names =
          VARIABLE.matcher(cells[1]).results().map(MatchResult::group).collect(Collectors.toSet());
      for (String name : names) {
        String before = defaults.put(name.replace("`", ""), cells[2].strip());
        assertThat(before).as("row of %s; there is another one", name).isNull();
      }
    }
    return defaults;
  }
}
