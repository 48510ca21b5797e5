package io.workrail.auth;

import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
import io.workrail.configuration.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;

/** Signs tokens (RFC 7519) with HMAC SHA-256. Thread-safe. */
public final class TokenIssuer {
  private final SecretKey key;
  private final Audience audience;
  private final Clock clock;

  /** An issuer with a key of at least {@link AuthConfiguration#MIN_SECRET_LENGTH} bytes. */
  public TokenIssuer(Secret secret, Clock clock) {
    this(secret, new Audience(Optional.empty(), Optional.empty()), clock);
  }

  /** An issuer whose tokens name an issuer and an audience. */
  TokenIssuer(Secret secret, Audience audience, Clock clock) {
    this.key = Keys.hmacShaKeyFor(secret.reveal());
    this.audience = audience;
    this.clock = clock;
  }

  /** A token for the caller that is valid for this long from now. */
  public String issue(Caller caller, Duration lifetime) {
    return sign(caller, lifetime).text();
  }

  /** As {@link #issue}, with what the audit log needs. */
  IssuedToken sign(Caller caller, Duration lifetime) {
    Instant now = clock.instant();
    Instant expiry = now.plus(lifetime);
    String id = UUID.randomUUID().toString();
    var token =
        Jwts.builder()
            .id(id)
            .subject(caller.subject())
            .issuedAt(Date.from(now))
            .expiration(Date.from(expiry))
            .claim(TokenVerifier.ROLES, caller.roles().stream().map(Role::label).sorted().toList());
    caller.team().ifPresent(team -> token.claim(TokenVerifier.TEAM, team));
    audience.issuer().ifPresent(token::issuer);
    audience.name().ifPresent(name -> token.audience().add(name));
    return new IssuedToken(token.signWith(key, Jwts.SIG.HS256).compact(), id, expiry);
  }
}
