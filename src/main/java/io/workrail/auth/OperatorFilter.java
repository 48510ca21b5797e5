package io.workrail.auth;

import io.workrail.http.ErrorBody;
import io.workrail.http.RequestFacts;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lets only operators through to the operations of the operations port: 401 and 403 as on the other
 * port. What follows finds the subject in {@link RequestFacts}.
 */
final class OperatorFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final String CHALLENGE = "WWW-Authenticate";
  private static final Set<Role> OPERATORS = Set.of(Role.OPERATOR);

  private final transient Credentials credentials;
  private final transient AuthenticationObserver observer;
  private final String challengeParameter;

  OperatorFilter(
      Credentials credentials,
      AuthenticationObserver observer,
      Optional<ProtectedResource> described) {
    this.credentials = credentials;
    this.observer = observer;
    this.challengeParameter = described.map(ProtectedResource::challengeParameter).orElse("");
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Optional<Caller> caller = identify(request, response);
    if (caller.isEmpty()) {
      return;
    }
    request.setAttribute(RequestFacts.SUBJECT, caller.get().subject());
    if (caller.get().hasAny(OPERATORS)) {
      chain.doFilter(request, response);
    } else {
      response.setHeader(CHALLENGE, RequiredRole.CHALLENGE + challengeParameter);
      RequiredRole.body(OPERATORS).writeTo(response);
    }
  }

  /** Nothing when the credential is not good, which is answered then. */
  private Optional<Caller> identify(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    PresentedCredential credential =
        PresentedCredential.of(
            request.getHeader("Authorization"),
            request.getHeader(PresentedCredential.API_KEY_HEADER),
            queryNames(request));
    try {
      return Optional.of(credential.identify(credentials));
    } catch (InvalidCredentialException e) {
      observer.failed(e.reason());
      request.setAttribute(RequestFacts.REFUSAL, e.reason().label());
      response.setHeader(CHALLENGE, PresentedCredential.challenge(e.reason()) + challengeParameter);
      ErrorBody.of(HttpServletResponse.SC_UNAUTHORIZED, e.reason().advice()).writeTo(response);
      return Optional.empty();
    }
  }

  /** From the address alone: a body is read for nobody who is not known. */
  private static Set<String> queryNames(HttpServletRequest request) {
    String query = request.getQueryString();
    return query == null
        ? Set.of()
        : Arrays.stream(query.split("&", -1))
            .map(parameter -> parameter.split("=", -1)[0])
            .collect(Collectors.toUnmodifiableSet());
  }
}
