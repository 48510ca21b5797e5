package io.workrail.auth;

import io.jsonwebtoken.Claims;
import io.workrail.auth.InvalidCredentialException.Reason;
import java.util.Optional;

/**
 * By whom and for whom tokens must be made; what is not configured is not checked.
 *
 * @param issuer the {@code iss} of every token
 * @param name what {@code aud} of every token must hold
 */
record Audience(Optional<String> issuer, Optional<String> name) {
  void check(Claims claims) throws InvalidCredentialException {
    if (issuer.isPresent() && !issuer.get().equals(claims.getIssuer())) {
      throw new InvalidCredentialException(Reason.WRONG_ISSUER);
    }
    if (name.isPresent()
        && (claims.getAudience() == null || !claims.getAudience().contains(name.get()))) {
      throw new InvalidCredentialException(Reason.WRONG_AUDIENCE);
    }
  }
}
