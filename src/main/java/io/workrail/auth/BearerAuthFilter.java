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
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request through when its bearer token (RFC 6750) or API key is good; answers 401 with a
 * reason in words otherwise.
 */
@Priority(Priorities.AUTHENTICATION)
public final class BearerAuthFilter extends AuthFilter<String, Caller> {
  private static final String SCHEME = "Bearer";
  private static final String API_KEY_HEADER = "X-API-Key";
  private static final List<String> QUERY_NAMES =
      List.of("access_token", "token", "api_key", "apikey");

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
    Optional<String> token = bearerToken(request.getHeaderString(HttpHeaders.AUTHORIZATION));
    if (token.isPresent()) {
      return credentials.bearer(token.get());
    }
    String key = request.getHeaderString(API_KEY_HEADER);
    if (key != null) {
      return credentials.apiKey(key);
    }
    boolean inQuery =
        QUERY_NAMES.stream().anyMatch(request.getUriInfo().getQueryParameters()::containsKey);
    throw new InvalidCredentialException(inQuery ? Reason.IN_QUERY : Reason.MISSING);
  }

  /** The scheme's name is case-insensitive (RFC 9110, section 11.1). */
  private static Optional<String> bearerToken(@Nullable String header)
      throws InvalidCredentialException {
    if (header == null) {
      return Optional.empty();
    }
    String value = header.strip();
    if (!value.regionMatches(true, 0, SCHEME + " ", 0, SCHEME.length() + 1)) {
      throw new InvalidCredentialException(Reason.MISSING);
    }
    return Optional.of(value.substring(SCHEME.length()).strip());
  }

  private static Response unauthorized(Reason reason) {
    // RFC 6750, section 3.1: no error code when the request carried no credential.
    String challenge =
        reason == Reason.MISSING
            ? "Bearer realm=\"workrail\""
            : "Bearer realm=\"workrail\", error=\"invalid_token\", error_description=\"%s\""
                .formatted(reason.advice());
    return ErrorBody.response(Response.Status.UNAUTHORIZED.getStatusCode(), reason.advice())
        .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
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
