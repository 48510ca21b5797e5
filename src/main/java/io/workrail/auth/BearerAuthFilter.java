package io.workrail.auth;

import io.dropwizard.auth.AuthFilter;
import io.workrail.auth.InvalidCredentialException.Reason;
import io.workrail.http.ErrorBody;
import io.workrail.http.RequestFacts;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

/**
 * Lets a request through when its bearer token (RFC 6750) or API key is good; answers 401 with a
 * reason in words otherwise.
 */
@Priority(Priorities.AUTHENTICATION)
public final class BearerAuthFilter extends AuthFilter<String, Caller> {
  private static final String SCHEME = "Bearer";

  private final Credentials credentials;
  private final AuthenticationObserver observer;

  /** A filter over these credentials. */
  public BearerAuthFilter(Credentials credentials, AuthenticationObserver observer) {
    this.credentials = credentials;
    this.observer = observer;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    try {
      Caller caller = identify(request);
      request.setProperty(RequestFacts.SUBJECT, caller.subject());
      request.setSecurityContext(
          new CallerSecurityContext(caller, request.getSecurityContext().isSecure()));
    } catch (InvalidCredentialException e) {
      observer.failed(e.reason());
      request.setProperty(RequestFacts.REFUSAL, e.reason().label());
      request.abortWith(unauthorized(e.reason()));
    }
  }

  private Caller identify(ContainerRequestContext request) throws InvalidCredentialException {
    return PresentedCredential.of(
            request.getHeaderString(HttpHeaders.AUTHORIZATION),
            request.getHeaderString(PresentedCredential.API_KEY_HEADER),
            request.getUriInfo().getQueryParameters().keySet())
        .identify(credentials);
  }

  private static Response unauthorized(Reason reason) {
    return ErrorBody.response(Response.Status.UNAUTHORIZED.getStatusCode(), reason.advice())
        .header(HttpHeaders.WWW_AUTHENTICATE, PresentedCredential.challenge(reason))
        .build();
  }

  private record CallerSecurityContext(Caller caller, boolean isSecure) implements SecurityContext {
    @Override
    public Caller getUserPrincipal() {
      return caller;
    }

    @Override
    public boolean isUserInRole(String role) {
      return Role.find(role).filter(caller::has).isPresent();
    }

    @Override
    public String getAuthenticationScheme() {
      return SCHEME;
    }
  }
}
