package io.workrail.auth;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.auth.AuthDynamicFeature;
import io.dropwizard.auth.AuthValueFactoryProvider;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.ValidationMethod;
import io.workrail.configuration.Secret;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** The key {@code security} of the configuration: whose credentials are accepted. */
public class AuthConfiguration {
  /** Bytes below which a secret can be guessed; the key size of HMAC SHA-256 (RFC 7518, 3.2). */
  public static final int MIN_SECRET_LENGTH = 32;

  private static final int MIN_API_KEY_LENGTH = 16;

  @Valid @NotNull @JsonProperty private Jwt jwt = new Jwt();
  @Valid @NotNull @JsonProperty private ApiKey apiKey = new ApiKey();

  /** The secret that signs tokens; empty when none is configured. */
  public Secret secret() {
    return jwt.secret;
  }

  /** Sets the secret that development mode made. */
  public void useSecret(Secret secret) {
    jwt.secret = secret;
  }

  /** How long an issued token is valid. */
  public java.time.Duration tokenLifetime() {
    return jwt.expiresIn.toJavaDuration();
  }

  /** Why the secrets must not guard a production server; nothing when they may. */
  public Optional<String> weakness() {
    if (jwt.secret.isEmpty()) {
      return Optional.of(
          "production needs JWT_SECRET (security.jwt.secret), at least %d characters; make one"
                  .formatted(MIN_SECRET_LENGTH)
              + " with: openssl rand -base64 48");
    }
    return WeakSecrets.find("JWT_SECRET", jwt.secret)
        .or(() -> WeakSecrets.find("API_KEY", apiKey.key));
  }

  /** Lets only callers with a good credential through to resources that ask for a caller. */
  public void install(
      Path dataDirectory, Clock clock, Environment environment, AuthenticationObserver observer)
      throws IOException {
    if (jwt.secret.isEmpty()) {
      useSecret(new DevelopmentSecret(dataDirectory).obtain());
    }
    environment
        .jersey()
        .register(new AuthDynamicFeature(new BearerAuthFilter(build(clock), observer)));
    environment.jersey().register(new AuthValueFactoryProvider.Binder<>(Caller.class));
  }

  private Credentials build(Clock clock) {
    Optional<Credentials.ApiKey> key =
        apiKey.key.isEmpty()
            ? Optional.empty()
            : Optional.of(new Credentials.ApiKey(apiKey.key, apiKey.role));
    return new Credentials(new TokenVerifier(jwt.secret, clock), key, clock);
  }

  /** Settings of tokens. */
  static final class Jwt {
    @NotNull @JsonProperty private Secret secret = new Secret("");
    @NotNull @JsonProperty private Duration expiresIn = Duration.hours(24);

    @ValidationMethod(
        message = "secret (JWT_SECRET) must have at least " + MIN_SECRET_LENGTH + " characters")
    boolean isLongEnough() {
      return secret.isEmpty() || secret.length() >= MIN_SECRET_LENGTH;
    }

    @ValidationMethod(message = "expiresIn (JWT_EXPIRES_IN) must be longer than zero")
    boolean isLivingLongEnough() {
      return expiresIn.toMilliseconds() > 0;
    }
  }

  /** The static key. */
  static final class ApiKey {
    @NotNull @JsonProperty private Secret key = new Secret("");
    @NotNull @JsonProperty private Role role = Role.AGENT;

    @ValidationMethod(
        message = "key (API_KEY) must have at least " + MIN_API_KEY_LENGTH + " characters")
    boolean isLongEnough() {
      return key.isEmpty() || key.length() >= MIN_API_KEY_LENGTH;
    }
  }
}
