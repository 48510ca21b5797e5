package io.workrail.auth;

import io.workrail.auth.InvalidCredentialException.Reason;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The credential that a request carries: a bearer token (RFC 6750) or the static key, in a header.
 *
 * @param queryNames the names of the parameters in the address, to tell who sends a token there
 */
record PresentedCredential(
    Optional<String> authorization, Optional<String> apiKey, Set<String> queryNames) {
  static final String API_KEY_HEADER = "X-API-Key";

  private static final String SCHEME = "Bearer";
  private static final List<String> QUERY_NAMES =
      List.of("access_token", "token", "api_key", "apikey");

  PresentedCredential {
    queryNames = Set.copyOf(queryNames);
  }

  static PresentedCredential of(
      @Nullable String authorization, @Nullable String apiKey, Set<String> queryNames) {
    return new PresentedCredential(
        Optional.ofNullable(authorization), Optional.ofNullable(apiKey), queryNames);
  }

  /**
   * Whose it is.
   *
   * @throws InvalidCredentialException when it is missing or not good
   */
  Caller identify(Credentials credentials) throws InvalidCredentialException {
    if (authorization.isPresent()) {
      return credentials.bearer(bearerToken(authorization.get()));
    }
    if (apiKey.isPresent()) {
      return credentials.apiKey(apiKey.get());
    }
    boolean inQuery = QUERY_NAMES.stream().anyMatch(queryNames::contains);
    throw new InvalidCredentialException(inQuery ? Reason.IN_QUERY : Reason.MISSING);
  }

  /** The scheme's name is case-insensitive (RFC 9110, section 11.1). */
  private static String bearerToken(String header) throws InvalidCredentialException {
    String value = header.strip();
    if (!value.regionMatches(true, 0, SCHEME + " ", 0, SCHEME.length() + 1)) {
      throw new InvalidCredentialException(Reason.MISSING);
    }
    return value.substring(SCHEME.length()).strip();
  }

  /** The header {@code WWW-Authenticate} of the refusal. */
  static String challenge(Reason reason) {
    // RFC 6750, section 3.1: no error code when the request carried no credential.
    return reason == Reason.MISSING
        ? "Bearer realm=\"workrail\""
        : "Bearer realm=\"workrail\", error=\"invalid_token\", error_description=\"%s\""
            .formatted(reason.advice());
  }
}
