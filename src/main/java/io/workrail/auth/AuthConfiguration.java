package io.workrail.auth;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.auth.AuthDynamicFeature;
import io.dropwizard.auth.AuthValueFactoryProvider;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.validation.ValidationMethod;
import io.workrail.admin.AdminOperations;
import io.workrail.audit.AuditLog;
import io.workrail.configuration.ConfigurationProblem;
import io.workrail.configuration.NamedSecret;
import io.workrail.configuration.Secret;
import io.workrail.doctor.DoctorCheck;
import io.workrail.storage.Database;
import jakarta.servlet.DispatcherType;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The key {@code security} of the configuration: whose credentials are accepted. */
public class AuthConfiguration {
  /** Bytes below which a secret can be guessed; the key size of HMAC SHA-256 (RFC 7518, 3.2). */
  public static final int MIN_SECRET_LENGTH = 32;

  private static final int MIN_API_KEY_LENGTH = 16;

  @Valid @NotNull @JsonProperty private JwtConfiguration jwt = new JwtConfiguration();
  @Valid @NotNull @JsonProperty private ApiKey apiKey = new ApiKey();

  /**
   * Where identity lives.
   *
   * @param dataDirectory keeps the development secret
   * @param address of the server, as clients see it
   * @param database keeps revocations
   * @param audit notes who ends tokens
   * @param observer hears of refused credentials
   */
  public record Place(
      Path dataDirectory,
      URI address,
      Database database,
      AuditLog audit,
      AuthenticationObserver observer) {}

  /** The secret that signs tokens; empty when none is configured. */
  public Secret secret() {
    return jwt.secret();
  }

  /** Sets the secret that development mode made. */
  public void useSecret(Secret secret) {
    jwt.useSecret(secret);
  }

  /** Uses the secret that a development server has made, if others do not sign the tokens. */
  public void useKeptSecret(Path dataDirectory) throws IOException {
    if (jwt.secret().isEmpty() && !jwt.hasOtherKeys()) {
      new DevelopmentSecret(dataDirectory).find().ifPresent(this::useSecret);
    }
  }

  /** How long an issued token is valid. */
  public Duration tokenLifetime() {
    return jwt.lifetime();
  }

  /** Signs tokens as this configuration demands. */
  TokenIssuer issuer(Clock clock) {
    return jwt.issuer(clock);
  }

  /** Why production does not start: nothing verifies tokens. */
  public Optional<ConfigurationProblem> missing() {
    return jwt.missing();
  }

  /**
   * Why the secrets that there are must not guard a production server; empty when they may.
   *
   * @param others that were made for this server, too
   * @param given that somebody else chose, and that must not be used twice
   */
  public List<ConfigurationProblem> weaknesses(List<NamedSecret> others, List<NamedSecret> given) {
    NamedSecret key = new NamedSecret("security.apiKey.key", "API_KEY", apiKey.key);
    return WeakSecrets.problems(
        Stream.of(jwt.secrets(), List.of(key), others).flatMap(List::stream).toList(), given);
  }

  /**
   * What the doctor looks at.
   *
   * @param weaknesses of the secrets that there are
   * @param placeWarnings tell of files that others can read
   */
  public DoctorCheck doctorCheck(
      boolean production,
      Path dataDirectory,
      List<ConfigurationProblem> weaknesses,
      List<String> placeWarnings) {
    return new SecretsDoctorCheck(
        missing().map(ConfigurationProblem::message),
        weaknesses.stream().map(ConfigurationProblem::message).toList(),
        production,
        new DevelopmentSecret(dataDirectory),
        placeWarnings);
  }

  /** Lets only callers with a good credential through to resources that ask for a caller. */
  public void install(Place place, Clock clock, Environment environment) throws IOException {
    if (jwt.secret().isEmpty() && !jwt.hasOtherKeys()) {
      useSecret(new DevelopmentSecret(place.dataDirectory()).obtain());
    }
    RevocationStore store = new JdbiRevocationStore(place.database());
    Revocations revocations =
        new Revocations(
            store,
            clock,
            environment.lifecycle().scheduledExecutorService("revocations", true).build());
    environment.lifecycle().manage(revocations);
    place.database().onReplaced(revocations::tryToRefresh);
    Credentials credentials =
        new Credentials(jwt.verifier(clock, environment), revocations, apiKey.known(), clock);
    environment
        .jersey()
        .register(new AuthDynamicFeature(new BearerAuthFilter(credentials, place.observer())));
    environment.jersey().register(new AuthValueFactoryProvider.Binder<>(Caller.class));
    Optional<ProtectedResource> described =
        jwt.issuer().flatMap(issuer -> ProtectedResource.of(place.address(), issuer));
    described.ifPresent(
        resource -> {
          environment.jersey().register(new ProtectedResourceResource(resource));
          environment.jersey().register(new ProtectedResourceFilter(resource));
        });
    environment
        .admin()
        .addFilter("operators", new OperatorFilter(credentials, place.observer(), described))
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, AdminOperations.PATHS);
    AdminOperations.of(environment)
        .add(new RevokeOperation(new TokenRevocation(store, place.audit(), clock), revocations));
  }

  /** The static key. */
  static final class ApiKey {
    @NotNull @JsonProperty private Secret key = new Secret("");
    @NotNull @JsonProperty private Role role = Role.AGENT;

    Optional<Credentials.ApiKey> known() {
      return key.isEmpty() ? Optional.empty() : Optional.of(new Credentials.ApiKey(key, role));
    }

    @ValidationMethod(
        message = "key (API_KEY) must have at least " + MIN_API_KEY_LENGTH + " characters")
    boolean isLongEnough() {
      return key.isEmpty() || key.length() >= MIN_API_KEY_LENGTH;
    }
  }
}
