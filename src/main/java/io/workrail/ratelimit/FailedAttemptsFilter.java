package io.workrail.ratelimit;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response;

/**
 * Learns how authentications ended, before the reply leaves: whoever waits for one reply before the
 * next attempt must not be ahead of the count. Thread-safe.
 */
final class FailedAttemptsFilter implements ContainerResponseFilter {
  /** The request attribute with the attempt. */
  static final String ATTEMPT = Attempt.class.getName();

  private final FailedAttempts failures;

  FailedAttemptsFilter(FailedAttempts failures) {
    this.failures = failures;
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (!(request.getProperty(ATTEMPT) instanceof Attempt attempt)) {
      return;
    }
    if (response.getStatus() == Response.Status.UNAUTHORIZED.getStatusCode()) {
      failures.failed(attempt);
    } else if (request.getSecurityContext().getUserPrincipal() != null) {
      failures.succeeded(attempt);
    }
  }
}
