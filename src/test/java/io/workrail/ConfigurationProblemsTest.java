package io.workrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.configuration.FileConfigurationSourceProvider;
import io.dropwizard.core.setup.Bootstrap;
import io.workrail.configuration.BareNumbers;
import io.workrail.configuration.ConfigurationProblem;
import io.workrail.configuration.LoadedConfiguration;
import io.workrail.configuration.SecretSource;
import io.workrail.configuration.WholeConfigurationFactory;
import io.workrail.http.tls.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that is wrong with a configuration is said at once, so that it is mended at once. */
class ConfigurationProblemsTest {
  private static final Path SHIPPED = Path.of("config.yml");

  @TempDir Path folder;

  @Test
  void theShippedFileHasNone() {
    assertThat(problems(Map.of())).isEmpty();
  }

  @Test
  void fiveWrongValuesAreFiveLines() {
    Map<String, String> variables =
        Map.of(
            "PORT", "99999",
            "MEMORY_LIMIT", "lots",
            "METRICS_ENABLED", "maybe",
            "TRUSTED_PROXIES", "the proxy",
            "JWT_SECRET", "hunter2");
    assertThat(problems(variables))
        .containsExactlyInAnyOrder(
            "publicAddress.port, server.applicationConnectors[0].port (PORT) is \"99999\": must be"
                + " less than or equal to 65535",
            "healthChecks.memoryLimit (MEMORY_LIMIT) is \"lots\": must be a size such as 10MiB or"
                + " 1GB, or a number of bytes",
            "telemetry.metricsEnabled (METRICS_ENABLED) is \"maybe\": must be true or false",
            "server.trustedProxies (TRUSTED_PROXIES) is \"the proxy\": must be addresses and"
                + " networks such as 10.0.0.0/8, separated by commas",
            "security.jwt.secret (JWT_SECRET): must have at least 32 characters");
  }

  /** A value that its key cannot take; the line names both, the value and what is allowed. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "WORKRAIL_ENV|prod|environment|one of development, production",
        "NODE_ENV|staging|environment|one of development, production",
        "PORT|3000.5|server.applicationConnectors[0].port|a whole number",
        "PORT|99999999999|server.applicationConnectors[0].port|out of the range",
        "HOST|not a host|server.applicationConnectors[0].bindHost|an address or a name",
        "ADMIN_HOST|*|server.adminConnectors[0].bindHost|an address or a name",
        "ADMIN_PORT|many|server.adminConnectors[0].port|a whole number",
        "MCP_SERVER_PORT|0|publicAddress.port|greater than or equal to 1",
        "MCP_SERVER_HOST|http://x|publicAddress.host|without scheme, port and path",
        "MCP_SERVER_HOST|x:3000|publicAddress.host|without scheme, port and path",
        "ALLOWED_ORIGINS|foo,https://a.example|server.cors.origin|pages such as",
        "ALLOWED_ORIGINS|https://a.example/path|server.cors.origin|without a path",
        "DATA_DIR|/etc/passwd/data|dataDirectory|a folder",
        "PUBLIC_URL|example.com|publicAddress.url|http(s)://host[:port]",
        "SHUTDOWN_GRACE|soon|server.shutdownGracePeriod|a duration",
        "SHUTDOWN_NOTICE|-1|server.shutdownNotice|a duration",
        "MAX_INPUT_SIZE|1|server.limits.maxInputSize|greater than or equal to 1024",
        "MAX_CONCURRENT_REQUESTS|0|server.limits.maxConcurrentRequests|greater than or equal to 1",
        "WORKFLOW_STORAGE_TYPE|cloud|workflows.storage.type|must be file",
        "CACHE_TTL|often|workflows.pollInterval|a duration",
        "JWT_EXPIRES_IN|0s|security.jwt.expiresIn|longer than zero",
        "API_KEY_ROLE|root|security.apiKey.role|one of agent",
        "RATE_LIMIT_PER_MINUTE|-1|security.rateLimit.max|greater than or equal to 0",
        "RATE_LIMIT_BURST|0|security.rateLimit.burst|at least 1",
        "HEALTH_CHECK_INTERVAL|1|healthChecks.interval|at least 100 milliseconds",
        "MIN_FREE_DISK|1Potato|healthChecks.minimumFreeDisk|a size",
        "LOG_LEVEL|loud|logging.level|debug, trace",
        "TLS_CLIENT_AUTH|perhaps|server.applicationConnectors[0].tls.clientAuth|one of none",
      })
  void theLineNamesKeyVariableValueAndWhatIsAllowed(
      String variable, String value, String key, String allowed) {
    assertThat(problems(Map.of(variable, value)))
        .singleElement()
        .asString()
        .contains(key, "(" + variable + ")", "is \"" + value + "\"", allowed);
  }

  @Test
  void thePortOfOperationsIsItsOwn() {
    assertThat(problems(Map.of("PORT", "3000", "ADMIN_PORT", "3000")))
        .singleElement()
        .asString()
        .contains("server.adminConnectors", "(ADMIN_PORT)", "another port");
    assertThat(problems(Map.of("PORT", "3000", "ADMIN_PORT", "3000", "HOST", "10.0.0.1")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"*", "null", "http://[::1]:3000, vscode-webview://abc-1", "https://a.example"})
  void originsAsBrowsersSendThemAreTaken(String origins) {
    assertThat(problems(Map.of("ALLOWED_ORIGINS", origins))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "DATABASE_URL,mysql://root:hunter2@db/workrail",
    "JWT_SECRET,hunter2",
    "API_KEY,hunter2"
  })
  void aSecretIsNeverShown(String variable, String value) {
    assertThat(problems(Map.of(variable, value)))
        .singleElement()
        .asString()
        .contains("(" + variable + ")")
        .doesNotContain("hunter2");
  }

  @Test
  void placesOfSecretsAreToldWithTheRest() {
    assertThat(problems(Map.of("JWT_SECRET_FILE", "/no/such/file", "CACHE_TTL", "often")))
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).contains("(JWT_SECRET)", "/no/such/file"));
    assertThat(problems(Map.of("API_KEY", "x".repeat(16), "API_KEY_FILE", "/a", "PORT", "x")))
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).contains("(API_KEY)", "more than one place"));
  }

  @Test
  void whatProductionRefusesIsToldWithTheRest() throws IOException {
    Path certificate =
        Files.writeString(folder.resolve("c.pem"), TestCertificates.authority("a").pem());
    Path key = Files.writeString(folder.resolve("k.pem"), TestCertificates.authority("b").key());
    Map<String, String> variables =
        Map.of(
            "WORKRAIL_ENV",
            "production",
            "ALLOWED_ORIGINS",
            "*",
            "API_KEY",
            "a".repeat(20),
            "TLS_CERT",
            certificate.toString(),
            "TLS_KEY",
            key.toString(),
            "LOG_LEVEL",
            "loud");
    assertThat(problems(variables))
        .hasSize(5)
        .anySatisfy(line -> assertThat(line).contains("production needs JWT_SECRET"))
        .anySatisfy(line -> assertThat(line).contains("(ALLOWED_ORIGINS)", "every origin"))
        .anySatisfy(line -> assertThat(line).contains("(API_KEY)", "too easy to guess"))
        .anySatisfy(line -> assertThat(line).contains("tls.key (TLS_KEY)", "does not belong to"));
  }

  @Test
  void unknownKeysAreNamedWithTheNearestKnownOneAndTheRestIsRead() throws IOException {
    assertThat(
            edited(
                Map.of("PORT", "x"),
                "interval:",
                "intervall:",
                "maxThreads:",
                "maxTreads:",
                "mcp:",
                "mpc:"))
        .hasSize(4)
        .anySatisfy(line -> assertThat(line).contains("healthChecks.intervall", "mean interval?"))
        .anySatisfy(line -> assertThat(line).contains("server.maxTreads", "mean maxThreads?"))
        .anySatisfy(line -> assertThat(line).contains("mpc", "did you mean mcp?"))
        .anySatisfy(line -> assertThat(line).contains("(PORT) is \"x\""));
  }

  @Test
  void keysOfTheDeploymentGuideLeadToTheirNamesHere() throws IOException {
    assertThat(
            edited(
                Map.of(),
                "performance:\n",
                "performance:\n  cache: {enabled: true}\n",
                "  maxThreads:",
                "  port: 3000\n  maxThreads:"))
        .hasSize(2)
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("performance.cache", "mean workflows.pollInterval (CACHE_TTL)?"))
        .anySatisfy(line -> assertThat(line).contains("server.port", "(PORT)?"));
  }

  @Test
  void aTypeThatIsNotKnownIsOneLine() throws IOException {
    assertThat(edited(Map.of(), "server:\n  type: workrail", "server:\n  type: other"))
        .singleElement()
        .asString()
        .isEqualTo("server.type is \"other\": must be workrail");
  }

  @Test
  void aSyntaxErrorHasLineAndColumnAndNothingOfTheLine() throws IOException {
    String text = "environment: development\ndatabase: {password: hunter2\nmcp: x: y\n";
    assertThat(load(Files.writeString(folder.resolve("bad.yml"), text), Map.of()))
        .singleElement()
        .asString()
        .startsWith("line 3, column 4: no YAML: ")
        .doesNotContain("hunter2");
  }

  @Test
  void aKeyThatStandsTwiceIsRefused() throws IOException {
    assertThat(edited(Map.of(), "mcp:\n", "mcp:\n  statelessTools: true\n"))
        .singleElement()
        .asString()
        .startsWith("mcp.statelessTools: stands twice, in line ");
  }

  @Test
  void aValueThatBreaksTheSyntaxIsLeftOutAndTheRestIsRead() {
    assertThat(problems(Map.of("PORT", "3 : 4", "CACHE_TTL", "often")))
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).contains("(PORT)", "no single value"))
        .anySatisfy(line -> assertThat(line).contains("(CACHE_TTL)"));
  }

  @Test
  void variablesWithoutValueAndDefaultAreAllNamed() throws IOException {
    assertThat(edited(Map.of(), "${HOST:-}", "${HOST}", "${PUBLIC_URL:-}", "${PUBLIC_URL}"))
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).contains("(HOST): is not set"))
        .anySatisfy(line -> assertThat(line).contains("(PUBLIC_URL): is not set"));
  }

  @Test
  void whatIsNoConfigurationIsSaidInOneLine() throws IOException {
    assertThat(load(Files.writeString(folder.resolve("empty.yml"), ""), Map.of()))
        .containsExactly("file: it holds no keys; start from the shipped config.yml");
    assertThat(load(Files.writeString(folder.resolve("list.yml"), "- a\n"), Map.of())).hasSize(1);
    assertThat(load(folder.resolve("missing.yml"), Map.of()))
        .containsExactly("file: it cannot be read; check its name, its owner and its mode");
  }

  /** Pairs of a text and its replacement. */
  private List<String> edited(Map<String, String> variables, String... replacements)
      throws IOException {
    String text = Files.readString(SHIPPED);
    for (int i = 0; i < replacements.length; i += 2) {
      assertThat(text).contains(replacements[i]);
      text = text.replace(replacements[i], replacements[i + 1]);
    }
    return load(Files.writeString(folder.resolve("edited.yml"), text), variables);
  }

  private static List<String> problems(Map<String, String> variables) {
    return load(SHIPPED, variables);
  }

  private static List<String> load(Path file, Map<String, String> variables) {
    Map<String, String> environment = new HashMap<>(variables);
    SecretSource secrets = new SecretSource(environment);
    Bootstrap<WorkRailConfiguration> bootstrap = new Bootstrap<>(new WorkRailApplication());
    bootstrap.getObjectMapper().registerModules(BareNumbers.module(), secrets.module());
    LoadedConfiguration<WorkRailConfiguration> loaded =
        new WholeConfigurationFactory<>(
                WorkRailConfiguration.class,
                bootstrap.getValidatorFactory().getValidator(),
                bootstrap.getObjectMapper(),
                new WholeConfigurationFactory.Variables(environment, secrets),
                new GuideKeys(),
                StartConditions::check)
            .load(new FileConfigurationSourceProvider(), file.toString());
    return loaded.problems().stream().map(ConfigurationProblem::toString).toList();
  }
}
