package io.workrail;

import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.workrail.auth.Caller;
import io.workrail.auth.Role;
import io.workrail.auth.TokenIssuer;
import io.workrail.configuration.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The application with the shipped configuration on free ports, and a plain HTTP client. */
public final class HttpFixture {
  public static final String SECRET = "a-secret-of-the-tests-with-enough-length-0123456789";
  public static final String API_KEY = "a-static-key-of-the-tests";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private HttpFixture() {}

  /** Without limits on the number of calls: a test polls as often as it likes. */
  public static DropwizardAppExtension<WorkRailConfiguration> application(
      Path data, ConfigOverride... more) {
    return application(() -> data, more);
  }

  /** As a constant of a class of tests, whose folder is not there yet. */
  static DropwizardAppExtension<WorkRailConfiguration> application(
      Supplier<Path> data, ConfigOverride... more) {
    return withLimits(data, 0, 0, 0, more);
  }

  /**
   * With these limits; 0 for none.
   *
   * @param data where data and logs go; asked when the application starts
   * @param more settings; one that is set here already must not be among them: they have no order
   */
  public static DropwizardAppExtension<WorkRailConfiguration> withLimits(
      Supplier<Path> data,
      int perSubject,
      int perAddress,
      int failedPerAddress,
      ConfigOverride... more) {
    Stream<ConfigOverride> limits =
        Stream.of(
            ConfigOverride.config("security.rateLimit.max", "" + perSubject),
            ConfigOverride.config("security.rateLimit.burst", "" + perSubject),
            ConfigOverride.config("security.rateLimit.maxPerAddress", "" + perAddress),
            ConfigOverride.config("security.rateLimit.maxFailedPerAddress", "" + failedPerAddress));
    return new DropwizardAppExtension<>(
        WorkRailApplication.class,
        Path.of("config.yml").toAbsolutePath().toString(),
        Stream.of(common(data), limits, Stream.of(more))
            .flatMap(settings -> settings)
            .toArray(ConfigOverride[]::new));
  }

  private static Stream<ConfigOverride> common(Supplier<Path> data) {
    return Stream.of(
        ConfigOverride.config("server.applicationConnectors[0].port", "0"),
        ConfigOverride.config("server.adminConnectors[0].port", "0"),
        ConfigOverride.config("dataDirectory", () -> data.get().toString()),
        ConfigOverride.config("logDirectory", below(data, "logs")),
        ConfigOverride.config("logging.appenders[0].directory", below(data, "logs")),
        ConfigOverride.config("backup.directory", below(data, "backups")),
        ConfigOverride.config("healthChecks.minimumFreeDisk", "1MiB"),
        ConfigOverride.config("workflows.storage.path", below(data, "workflows")),
        ConfigOverride.config("security.jwt.secret", SECRET),
        ConfigOverride.config("security.apiKey.key", API_KEY));
  }

  private static Supplier<String> below(Supplier<Path> data, String name) {
    return () -> data.get().resolve(name).toString();
  }

  /** A token of one of several subjects. */
  public static String tokenOf(String subject, Role... roles) {
    return new TokenIssuer(new Secret(SECRET), Clock.systemUTC())
        .issue(new Caller(subject, Set.of(roles), Optional.empty()), Duration.ofHours(1));
  }

  public static String token(Role... roles) {
    return tokenOf("it", roles);
  }

  public static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
  }

  public static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
