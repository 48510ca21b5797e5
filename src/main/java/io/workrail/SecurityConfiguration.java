package io.workrail;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.workrail.auth.AuthConfiguration;
import io.workrail.ratelimit.RateLimitConfiguration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/**
 * The key {@code security}: credentials, and the limits that the deployment guide keeps beside
 * them. Neither package knows the other's settings.
 */
public final class SecurityConfiguration extends AuthConfiguration {
  @Valid @NotNull @JsonProperty
  private RateLimitConfiguration rateLimit = new RateLimitConfiguration();

  /** How much callers may ask for. */
  public RateLimitConfiguration rateLimit() {
    return rateLimit;
  }
}
