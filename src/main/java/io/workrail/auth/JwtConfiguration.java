package io.workrail.auth;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDuration;
import io.dropwizard.validation.ValidationMethod;
import io.dropwizard.validation.selfvalidating.SelfValidating;
import io.dropwizard.validation.selfvalidating.SelfValidation;
import io.dropwizard.validation.selfvalidating.ViolationCollector;
import io.jsonwebtoken.security.Keys;
import io.workrail.configuration.ConfigurationProblem;
import io.workrail.configuration.NamedSecret;
import io.workrail.configuration.Secret;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The key {@code security.jwt} of the configuration: which tokens are good. */
@SelfValidating
public final class JwtConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(JwtConfiguration.class);
  private static final String EXPIRES_IN_ALLOWED = "(JWT_EXPIRES_IN) " + TokenLifetime.ALLOWED;

  @NotNull @JsonProperty private Secret secret = new Secret("");
  @NotNull @JsonProperty private Secret secretPrevious = new Secret("");

  @NotNull
  @MinDuration(
      value = TokenLifetime.LEAST_MINUTES,
      unit = TimeUnit.MINUTES,
      message = EXPIRES_IN_ALLOWED)
  @MaxDuration(value = TokenLifetime.MOST_DAYS, unit = TimeUnit.DAYS, message = EXPIRES_IN_ALLOWED)
  @JsonProperty
  private Duration expiresIn = Duration.hours(24);

  @NotNull @JsonProperty private String issuer = "";
  @NotNull @JsonProperty private String audience = "";
  @NotNull @JsonProperty private String publicKey = "";
  @NotNull @JsonProperty private String jwks = "";

  Secret secret() {
    return secret;
  }

  void useSecret(Secret made) {
    secret = made;
  }

  java.time.Duration lifetime() {
    return expiresIn.toJavaDuration();
  }

  Optional<String> issuer() {
    return text(issuer);
  }

  /** Whether somebody else may sign tokens, too. */
  boolean hasOtherKeys() {
    return text(publicKey).or(() -> text(jwks)).isPresent();
  }

  /** Why production does not start: nothing verifies tokens. */
  Optional<ConfigurationProblem> missing() {
    return secret.isEmpty() && !hasOtherKeys()
        ? Optional.of(
            ConfigurationProblem.of(
                "security.jwt.secret",
                "JWT_SECRET",
                "production needs JWT_SECRET, at least %d characters; make one with: openssl rand -base64 48"
                    .formatted(AuthConfiguration.MIN_SECRET_LENGTH)))
        : Optional.empty();
  }

  /** Those that sign or verify tokens; empty ones are not set. */
  List<NamedSecret> secrets() {
    return List.of(
        new NamedSecret("security.jwt.secret", "JWT_SECRET", secret),
        new NamedSecret("security.jwt.secretPrevious", "JWT_SECRET_PREVIOUS", secretPrevious));
  }

  TokenIssuer issuer(Clock clock) {
    return new TokenIssuer(secret, audience(), clock);
  }

  TokenVerifier verifier(Clock clock, Environment environment) {
    List<VerificationKey.Shared> own =
        Stream.of(secret, secretPrevious)
            .filter(known -> !known.isEmpty())
            .map(known -> new VerificationKey.Shared(Keys.hmacShaKeyFor(known.reveal())))
            .toList();
    return new TokenVerifier(new KeyRing(own, otherKeys(clock, environment)), audience(), clock);
  }

  private Audience audience() {
    return new Audience(issuer(), text(audience));
  }

  private KeySource otherKeys(Clock clock, Environment environment) {
    try {
      if (text(jwks).isEmpty()) {
        return new KeyRing.Fixed(
            text(publicKey).isPresent() ? PublicKeyFile.read(publicKey) : List.of());
      }
      if (text(audience).isEmpty()) {
        LOG.warn(
            "JWT_JWKS is set without JWT_AUDIENCE: tokens that the same provider made for other"
                + " services are accepted, too");
      }
      JwksCache cache =
          new JwksCache(
              JwksLocation.parse(jwks),
              clock,
              environment.lifecycle().scheduledExecutorService("jwks", true).build());
      cache.open();
      environment.lifecycle().manage(cache);
      return cache;
    } catch (KeyFormatException e) {
      throw new IllegalStateException("the configuration was checked before", e);
    }
  }

  private static Optional<String> text(String value) {
    return Optional.of(value.strip()).filter(text -> !text.isEmpty());
  }

  @ValidationMethod(
      message =
          "secret (JWT_SECRET) must have at least "
              + AuthConfiguration.MIN_SECRET_LENGTH
              + " characters")
  boolean isLongEnough() {
    return secret.isEmpty() || secret.length() >= AuthConfiguration.MIN_SECRET_LENGTH;
  }

  @ValidationMethod(
      message =
          "secretPrevious (JWT_SECRET_PREVIOUS) must have at least "
              + AuthConfiguration.MIN_SECRET_LENGTH
              + " characters")
  boolean isPreviousLongEnough() {
    return secretPrevious.isEmpty()
        || secretPrevious.length() >= AuthConfiguration.MIN_SECRET_LENGTH;
  }

  @ValidationMethod(
      message =
          "secretPrevious (JWT_SECRET_PREVIOUS) needs secret (JWT_SECRET): the previous one only"
              + " verifies")
  boolean isPreviousBesideSecret() {
    return secretPrevious.isEmpty() || !secret.isEmpty();
  }

  @ValidationMethod(
      message =
          "(JWT_PUBLIC_KEY, JWT_JWKS) must not both be set: choose one; a key set may hold many"
              + " keys")
  boolean isOneKeySource() {
    return text(publicKey).isEmpty() || text(jwks).isEmpty();
  }

  /** Checks keys with sentences of their own; Dropwizard calls it. */
  @SelfValidation
  public void checkKeys(ViolationCollector violations) {
    try {
      if (text(publicKey).isPresent()) {
        PublicKeyFile.read(publicKey);
      }
    } catch (KeyFormatException e) {
      violations.addViolation("publicKey", "(JWT_PUBLIC_KEY) " + e.getMessage());
    }
    try {
      if (text(jwks).isPresent() && JwksLocation.parse(jwks) instanceof JwksLocation.File file) {
        JsonWebKeys.read(file.require());
      }
    } catch (KeyFormatException e) {
      violations.addViolation("jwks", "(JWT_JWKS) " + e.getMessage());
    }
  }
}
