package io.workrail.auth;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;

/** Names the description in every challenge (RFC 9728, section 5.1). */
final class ProtectedResourceFilter implements ContainerResponseFilter {
  private final String parameter;

  ProtectedResourceFilter(ProtectedResource described) {
    this.parameter = described.challengeParameter();
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    String challenge = response.getHeaderString(HttpHeaders.WWW_AUTHENTICATE);
    if (challenge != null) {
      response.getHeaders().putSingle(HttpHeaders.WWW_AUTHENTICATE, challenge + parameter);
    }
  }
}
