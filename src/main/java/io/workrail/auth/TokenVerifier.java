package io.workrail.auth;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.ExpiredJwtException;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.MalformedJwtException;
import io.jsonwebtoken.PrematureJwtException;
import io.jsonwebtoken.security.Keys;
import io.workrail.auth.InvalidCredentialException.Reason;
import io.workrail.configuration.Secret;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies tokens (RFC 7519). Only HMAC SHA-256 is accepted, whatever the header of a token says:
 * {@code none} and the other algorithms are refused before a key is touched. Thread-safe.
 */
public final class TokenVerifier {
  static final String ROLES = "roles";
  static final String TEAM = "team";

  /** How far the clocks of two machines may be apart. */
  static final long CLOCK_SKEW_SECONDS = 60;

  private final JwtParser parser;

  /**
   * What a good token says.
   *
   * @param expiry when it stops being good
   */
  record Verified(Caller caller, Instant expiry) {}

  TokenVerifier(Secret secret, Clock clock) {
    this.parser =
        Jwts.parser()
            .verifyWith(Keys.hmacShaKeyFor(secret.reveal()))
            .sig()
            .clear()
            .add(Jwts.SIG.HS256)
            .and()
            .clock(() -> Date.from(clock.instant()))
            .clockSkewSeconds(CLOCK_SKEW_SECONDS)
            .build();
  }

  Verified verify(String token) throws InvalidCredentialException {
    Claims claims = parse(token);
    Set<Role> roles = rolesOf(claims);
    if (claims.getExpiration() == null
        || claims.getSubject() == null
        || claims.getSubject().isBlank()
        || roles.isEmpty()) {
      throw new InvalidCredentialException(Reason.INCOMPLETE);
    }
    Optional<String> team =
        claims.get(TEAM) instanceof String name && !name.isBlank()
            ? Optional.of(name)
            : Optional.empty();
    return new Verified(
        new Caller(claims.getSubject(), roles, team), claims.getExpiration().toInstant());
  }

  private Claims parse(String token) throws InvalidCredentialException {
    try {
      return parser.parseSignedClaims(token).getPayload();
    } catch (ExpiredJwtException e) {
      throw new InvalidCredentialException(Reason.EXPIRED);
    } catch (PrematureJwtException e) {
      throw new InvalidCredentialException(Reason.NOT_YET_VALID);
    } catch (MalformedJwtException e) {
      throw new InvalidCredentialException(Reason.MALFORMED);
    } catch (JwtException e) {
      throw new InvalidCredentialException(Reason.BAD_SIGNATURE);
    } catch (IllegalArgumentException e) {
      throw new InvalidCredentialException(Reason.MALFORMED);
    }
  }

  /** The roles that this release knows; a newer issuer may name others. */
  private static Set<Role> rolesOf(Claims claims) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    if (claims.get(ROLES) instanceof Collection<?> names) {
      for (Object name : names) {
        Role.find(String.valueOf(name)).ifPresent(roles::add);
      }
    }
    return roles;
  }
}
