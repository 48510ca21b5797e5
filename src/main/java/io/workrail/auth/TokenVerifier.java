package io.workrail.auth;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.ExpiredJwtException;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.JwtParserBuilder;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.MalformedJwtException;
import io.jsonwebtoken.PrematureJwtException;
import io.jsonwebtoken.security.SignatureException;
import io.workrail.auth.InvalidCredentialException.Reason;
import java.time.Clock;
import java.util.Collection;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verifies tokens (RFC 7519) by the rules of RFC 8725. Each key has one method and is tried for
 * tokens of that method only: {@code none} and all that is not accepted are refused before a key is
 * touched. Thread-safe.
 */
final class TokenVerifier {
  static final String ROLES = "roles";
  static final String TEAM = "team";

  /** How far the clocks of two machines may be apart. */
  static final long CLOCK_SKEW_SECONDS = 60;

  /** Keys that are tried for one token; a token with the name of its key needs one. */
  private static final int MOST_TRIES = 10;

  private static final int MOST_PARSERS = 200;

  private final KeySource keys;
  private final Audience audience;
  private final Clock clock;
  private final LoadingCache<VerificationKey, JwtParser> parsers =
      Caffeine.newBuilder().maximumSize(MOST_PARSERS).build(this::parserFor);

  TokenVerifier(KeySource keys, Audience audience, Clock clock) {
    this.keys = keys;
    this.audience = audience;
    this.clock = clock;
  }

  VerifiedToken verify(String token) throws InvalidCredentialException {
    Claims claims = signedClaims(token);
    audience.check(claims);
    Set<Role> roles = rolesOf(claims);
    if (claims.getExpiration() == null || !isName(claims.getSubject()) || roles.isEmpty()) {
      throw new InvalidCredentialException(Reason.INCOMPLETE);
    }
    Optional<String> team =
        claims.get(TEAM) instanceof String name && isName(name)
            ? Optional.of(name)
            : Optional.empty();
    return new VerifiedToken(
        new Caller(claims.getSubject(), roles, team),
        Optional.ofNullable(claims.getId()),
        Optional.ofNullable(claims.getIssuedAt()).map(Date::toInstant),
        claims.getExpiration().toInstant());
  }

  /** The version of the keys, see {@link KeySource#version}. */
  long keysVersion() {
    return keys.version();
  }

  private Claims signedClaims(String token) throws InvalidCredentialException {
    TokenHeader header = TokenHeader.read(token);
    List<VerificationKey> candidates = keys.candidates(header);
    for (VerificationKey key : candidates.subList(0, Math.min(MOST_TRIES, candidates.size()))) {
      Optional<Claims> claims = parse(parsers.get(key), token);
      if (claims.isPresent()) {
        return claims.get();
      }
    }
    throw new InvalidCredentialException(
        candidates.isEmpty() && header.keyId().isPresent()
            ? Reason.UNKNOWN_KEY
            : Reason.BAD_SIGNATURE);
  }

  /** Nothing when another key may have signed the token. */
  private static Optional<Claims> parse(JwtParser parser, String token)
      throws InvalidCredentialException {
    try {
      return Optional.of(parser.parseSignedClaims(token).getPayload());
    } catch (SignatureException e) {
      return Optional.empty();
    } catch (ExpiredJwtException e) {
      throw new InvalidCredentialException(Reason.EXPIRED);
    } catch (PrematureJwtException e) {
      throw new InvalidCredentialException(Reason.NOT_YET_VALID);
    } catch (MalformedJwtException e) {
      throw new InvalidCredentialException(Reason.MALFORMED);
    } catch (JwtException e) {
      throw new InvalidCredentialException(Reason.BAD_SIGNATURE);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new InvalidCredentialException(Reason.MALFORMED);
    }
  }

  private JwtParser parserFor(VerificationKey key) {
    JwtParserBuilder parser =
        Jwts.parser()
            .sig()
            .clear()
            .add(key.method().algorithm())
            .and()
            .clock(() -> Date.from(clock.instant()))
            .clockSkewSeconds(CLOCK_SKEW_SECONDS);
    if (key instanceof VerificationKey.Shared shared) {
      return parser.verifyWith(shared.key()).build();
    }
    return parser.verifyWith(((VerificationKey.Public) key).key()).build();
  }

  /** Subjects and teams stand in histories and logs, where control characters would act. */
  private static boolean isName(@Nullable String text) {
    return text != null
        && !text.isBlank()
        && text.codePoints()
            .noneMatch(
                character ->
                    Character.isISOControl(character)
                        || Character.getType(character) == Character.SURROGATE);
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
