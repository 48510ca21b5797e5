package io.workrail.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.workrail.auth.InvalidCredentialException.Reason;
import io.workrail.configuration.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * Tells whose credential it is. Good tokens are remembered, by digest, until they expire or the
 * keys change: verifying a signature costs a good part of a small call. Revocations are looked up
 * each time, in memory. Thread-safe.
 */
public final class Credentials {
  private static final int MAX_REMEMBERED = 10_000;
  private static final int LONGEST_TOKEN = 8_192;

  private final TokenVerifier verifier;
  private final Revocations revocations;
  private final Optional<ApiKey> apiKey;
  private final Clock clock;
  private final Cache<String, Remembered> verified =
      Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).build();

  /** The static key and what it stands for. */
  record ApiKey(Secret key, Role role) {
    /** The subject of every caller that uses the key. */
    static final String SUBJECT = "api-key";
  }

  /** A good token and the keys it was verified with. */
  private record Remembered(VerifiedToken token, long keysVersion) {}

  Credentials(
      TokenVerifier verifier, Revocations revocations, Optional<ApiKey> apiKey, Clock clock) {
    this.verifier = verifier;
    this.revocations = revocations;
    this.apiKey = apiKey;
    this.clock = clock;
  }

  /**
   * The caller behind a bearer credential: a token or the static key.
   *
   * @throws InvalidCredentialException when it is not good, or not any more
   */
  public Caller bearer(String credential) throws InvalidCredentialException {
    if (isApiKey(credential)) {
      return apiKeyCaller();
    }
    if (credential.length() > LONGEST_TOKEN) {
      throw new InvalidCredentialException(Reason.MALFORMED);
    }
    VerifiedToken token = remembered(credential);
    if (isOver(token.expiry())) {
      throw new InvalidCredentialException(Reason.EXPIRED);
    }
    if (revocations.cover(token)) {
      throw new InvalidCredentialException(Reason.REVOKED);
    }
    return token.caller();
  }

  /**
   * The caller behind the header {@code X-API-Key}.
   *
   * @throws InvalidCredentialException when it is not the key
   */
  public Caller apiKey(String key) throws InvalidCredentialException {
    if (!isApiKey(key)) {
      throw new InvalidCredentialException(Reason.WRONG_KEY);
    }
    return apiKeyCaller();
  }

  /** Verified now, or before with the keys that are good now. */
  private VerifiedToken remembered(String credential) throws InvalidCredentialException {
    String digest = digest(credential);
    // Read before the keys are used: keys that change meanwhile must not be taken for these.
    long keysVersion = verifier.keysVersion();
    Remembered known = verified.getIfPresent(digest);
    if (known == null || known.keysVersion() != keysVersion) {
      known = new Remembered(verifier.verify(credential), keysVersion);
      verified.put(digest, known);
    }
    return known.token();
  }

  private boolean isApiKey(String candidate) {
    return apiKey.isPresent() && apiKey.get().key().matches(candidate);
  }

  private Caller apiKeyCaller() {
    Role role = apiKey.orElseThrow().role();
    return new Caller(ApiKey.SUBJECT, Set.of(role), Optional.empty());
  }

  private boolean isOver(Instant expiry) {
    return clock.instant().isAfter(expiry.plusSeconds(TokenVerifier.CLOCK_SKEW_SECONDS));
  }

  private static String digest(String token) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
