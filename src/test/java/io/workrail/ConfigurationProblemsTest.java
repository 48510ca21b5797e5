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
        "PORT|99999999999|server.applicationConnectors[0].port|too large a number",
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
        "SHUTDOWN_GRACE|3650d|server.shutdownGracePeriod|at most 1h",
        "SHUTDOWN_NOTICE|-1|server.shutdownNotice|a duration",
        "SHUTDOWN_NOTICE|10d|server.shutdownNotice|at most 1h",
        "MAX_INPUT_SIZE|0|server.limits.maxInputSize|from 1KiB to 1GiB",
        "MAX_INPUT_SIZE|10GiB|server.limits.maxInputSize|from 1KiB to 1GiB",
        "MAX_CONCURRENT_REQUESTS|0|server.limits.maxConcurrentRequests|from 1 to 100000",
        "MAX_CONCURRENT_REQUESTS|2000000000|server.limits.maxConcurrentRequests|from 1 to 100000",
        "WORKFLOW_STORAGE_TYPE|cloud|workflows.storage.type|must be file",
        "CACHE_TTL|often|workflows.pollInterval|a duration",
        "CACHE_TTL|1|workflows.pollInterval|from 1s to 24h, or 0",
        "CACHE_TTL|3650d|workflows.pollInterval|from 1s to 24h, or 0",
        "JWT_EXPIRES_IN|0s|security.jwt.expiresIn|from 1m to 366d",
        "JWT_EXPIRES_IN|3600|security.jwt.expiresIn|from 1m to 366d",
        "JWT_EXPIRES_IN|36500d|security.jwt.expiresIn|from 1m to 366d",
        "API_KEY_ROLE|root|security.apiKey.role|one of agent",
        "RATE_LIMIT_PER_MINUTE|-1|security.rateLimit.max|from 0 (no limit) to 1000000",
        "RATE_LIMIT_PER_ADDRESS|-1|security.rateLimit.maxPerAddress|from 0 (no limit)",
        "RATE_LIMIT_FAILED_PER_ADDRESS|1000001|security.rateLimit.maxFailedPerAddress|to 1000000",
        "RATE_LIMIT_BURST|0|security.rateLimit.burst|from 1 to 1000000",
        "RATE_LIMIT_BURST|-4|security.rateLimit.burst|from 1 to 1000000",
        "HEALTH_CHECK_INTERVAL|1ms|healthChecks.interval|from 100ms to 1h",
        "HEALTH_CHECK_INTERVAL|3650d|healthChecks.interval|from 100ms to 1h",
        "MEMORY_LIMIT|1KB|healthChecks.memoryLimit|at least 64MiB",
        "MIN_FREE_DISK|1Potato|healthChecks.minimumFreeDisk|a size",
        "MIN_FREE_DISK|2000TiB|healthChecks.minimumFreeDisk|at most 1PiB",
        "BACKUP_RETENTION_DAYS|-1|backup.retentionDays|from 1 to 36500",
        "BACKUP_RETENTION_DAYS|40000|backup.retentionDays|from 1 to 36500",
        "BACKUP_SCHEDULE|sometimes|backup.schedule|daily HH:MM",
        "BACKUP_DIR|/etc/passwd/x|backup.directory|a folder",
        "LOG_DIR|/etc/passwd|logDirectory|a folder",
        "WORKFLOW_STORAGE_PATH|/tmp:/etc/passwd|workflows.storage.path|may be a file",
        "LOG_DIR|/dev/null/x|logDirectory|no part of its path a file",
        "DATA_DIR|/proc/nope|dataDirectory|can be made and written; /proc shows the kernel",
        "LOG_DIR|/proc/nope/logs|logDirectory|can be made and written; /proc shows the kernel",
        "LOG_LEVEL|loud|logging.level|debug or trace",
        "LOG_LEVEL|off|logging.level|error, warn, info, debug or trace",
        "LOG_LEVEL|all|logging.level|error, warn, info, debug or trace",
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
        .startsWith("server.adminConnectors (ADMIN_PORT): must listen on another port");
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
  @CsvSource(
      delimiter = '|',
      value = {
        "DATABASE_URL|mysql://root:hunter2@db/workrail|must be empty",
        "DATABASE_URL|hunter2|must be empty",
        "DATABASE_URL|postgresql://u:hunter2@db:543x/workrail|from 1 to 65535",
        "DATABASE_URL|postgresql://u:hunter2@db:99999/workrail|from 1 to 65535",
        "DATABASE_URL|postgresql://u:hunter2@db:5432,d b/workrail|a space",
        "DATABASE_URL|postgresql://u:hunter2@/workrail|no host",
        "DATABASE_URL|postgresql://u:hunter2@db:5432|must be empty",
        "DATABASE_URL|postgresql://u:hunter2@db:5432/|must be empty",
        "DATABASE_URL|postgresql://u:1/hunter2@db/workrail|%2F",
        "DATABASE_URL|sqlite:/tmp|not a folder",
        "JWT_SECRET|hunter2|at least 32",
        "API_KEY|hunter2|at least 16"
      })
  void aSecretIsNeverShown(String variable, String value, String allowed) {
    assertThat(problems(Map.of(variable, value)))
        .singleElement()
        .asString()
        .contains("(" + variable + "): ", allowed)
        .doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://u:p%20w@db.example.com:5432/workrail?sslmode=require",
        "postgres://[::1]:5432/workrail",
        "jdbc:postgresql://one:5432,two:5433/workrail",
        "postgresql://db/work-rail",
        "sqlite:/a folder/workrail.db"
      })
  void addressesOfDatabasesAreTaken(String address) {
    assertThat(problems(Map.of("DATABASE_URL", address))).isEmpty();
  }

  @Test
  void whatIsWrongWithSeveralFilesIsToldOfEach() {
    assertThat(problems(Map.of("TLS_CERT", "/no/c.pem", "TLS_KEY", "/no/k.pem", "TLS_CA", "/no/a")))
        .hasSize(3)
        .anySatisfy(line -> assertThat(line).contains("tls.certificate (TLS_CERT): /no/c.pem does"))
        .anySatisfy(line -> assertThat(line).contains("tls.key (TLS_KEY): /no/k.pem does not"))
        .anySatisfy(line -> assertThat(line).contains("tls.authorities (TLS_CA): /no/a does not"));
    assertThat(problems(Map.of("TLS_CERT", "/no/c.pem")))
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).contains("(TLS_CERT): /no/c.pem does not exist"))
        .anySatisfy(line -> assertThat(line).contains("go together"));
    assertThat(problems(Map.of("JWT_JWKS", "/no/jwks.json", "JWT_PUBLIC_KEY", "/no/key.pem")))
        .hasSize(3)
        .anySatisfy(line -> assertThat(line).contains("jwt.jwks (JWT_JWKS) is \"/no/jwks.json\""))
        .anySatisfy(line -> assertThat(line).contains("(JWT_PUBLIC_KEY) is \"/no/key.pem\": names"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("security.jwt (JWT_PUBLIC_KEY, JWT_JWKS): must not both be set"));
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
  void limitsOfSettingsWithoutAVariableAreToldAsValuesThatTheyTake() throws IOException {
    assertThat(
            edited(
                Map.of("RATE_LIMIT_PER_MINUTE", "10"),
                "windowMs: 60000",
                "windowMs: 2h",
                "warnAfter:",
                "warnAfter: 1ms #",
                "idleAfter: 30d",
                "idleAfter: 1s",
                "headerDeadline: 10s",
                "headerDeadline: 1ms"))
        .contains(
            "security.rateLimit.windowMs is \"2h\": must be a duration of at most 1h",
            "sessions.idleAfter is \"1s\": must be a duration of at least 1m")
        .noneMatch(line -> line.matches(".* (BYTES|(MILLI)?SECONDS|MINUTES|HOURS|DAYS)"));
  }

  @Test
  void productionRefusesASecretThatIsUsedTwiceAndNamesBoth() {
    String secret = "q8Zr2LkP0vX7sT4nB9mW1cY6eH3uJ5dA";
    Map<String, String> variables =
        Map.of(
            "JWT_SECRET", secret,
            "API_KEY", secret,
            "DATABASE_PASSWORD", secret,
            "SESSIONS_NOTIFY_SECRET", "a".repeat(20));
    assertThat(problems(variables)).as("in development").isEmpty();
    Map<String, String> production = new HashMap<>(variables);
    production.put("WORKRAIL_ENV", "production");
    assertThat(problems(production))
        .hasSize(4)
        .noneMatch(line -> line.contains(secret))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith(
                        "security.jwt.secret, security.apiKey.key (JWT_SECRET, API_KEY): JWT_SECRET"
                            + " and API_KEY are the same secret")
                    .endsWith("openssl rand -base64 48"))
        .anySatisfy(line -> assertThat(line).contains("(JWT_SECRET, DATABASE_PASSWORD)"))
        .anySatisfy(line -> assertThat(line).contains("(API_KEY, DATABASE_PASSWORD)"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("sessions.notify.secret (SESSIONS_NOTIFY_SECRET)", "too easy"));
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
  void aServerWithoutATypeAsInTheGuideIsToldToAddItAndTheRestIsRead() throws IOException {
    String text = "server:\n  port: 3000\n  maxThreads: many\n";
    assertThat(load(Files.writeString(folder.resolve("guide.yml"), text), Map.of()))
        .containsExactlyInAnyOrder(
            "server.type: is missing; add type: workrail below server",
            "server.port: there is no such key; did you mean server.applicationConnectors[0].port"
                + " (PORT)?",
            "server.maxThreads is \"many\": must be a whole number");
  }

  @Test
  void aSettingThatReadsItselfSaysWhatItTakes() throws IOException {
    assertThat(edited(Map.of(), "statelessTools: true", "statelessTools: maybe"))
        .containsExactly(
            "mcp.statelessTools is \"maybe\": must be true, false, or a list of the ids of"
                + " workflows that need a session");
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
    return read(file, variables).problems().stream().map(ConfigurationProblem::toString).toList();
  }

  /** The shipped file with these variables. */
  static WorkRailConfiguration shipped(Map<String, String> variables) throws Exception {
    return read(SHIPPED, variables).require();
  }

  private static LoadedConfiguration<WorkRailConfiguration> read(
      Path file, Map<String, String> variables) {
    Map<String, String> environment = new HashMap<>(variables);
    SecretSource secrets = new SecretSource(environment);
    Bootstrap<WorkRailConfiguration> bootstrap = new Bootstrap<>(new WorkRailApplication());
    bootstrap.getObjectMapper().registerModules(BareNumbers.module(), secrets.module());
    return new WholeConfigurationFactory<>(
            WorkRailConfiguration.class,
            bootstrap.getValidatorFactory().getValidator(),
            bootstrap.getObjectMapper(),
            new WholeConfigurationFactory.Variables(environment, secrets),
            new GuideKeys(),
            StartConditions::check)
        .load(new FileConfigurationSourceProvider(), file.toString());
  }
}
