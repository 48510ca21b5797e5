package io.workrail.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.security.Jwk;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.PublicJwk;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a JSON Web Key Set (RFC 7517, section 5). Keys that verify no signature of ours are left
 * out, as the RFC asks: shared secrets, private keys, keys for encryption, unknown types.
 */
final class JsonWebKeys {
  private static final int MOST_KEYS = 100;

  private JsonWebKeys() {}

  static List<VerificationKey> read(String json) throws KeyFormatException {
    JsonNode set;
    try {
      set = StrictJson.parse(json).path("keys");
    } catch (MalformedJsonException e) {
      throw new KeyFormatException("is not JSON: " + e.getMessage());
    }
    if (!set.isArray()) {
      throw new KeyFormatException("is not a JSON Web Key Set: {\"keys\":[...]}");
    }
    if (set.size() > MOST_KEYS) {
      throw new KeyFormatException("holds more than %d keys".formatted(MOST_KEYS));
    }
    List<VerificationKey> keys = new ArrayList<>();
    // One by one: the library takes one key under two names for one.
    for (JsonNode key : set) {
      parse(key).flatMap(JsonWebKeys::usable).ifPresent(keys::add);
    }
    return keys;
  }

  private static Optional<PublicJwk<?>> parse(JsonNode key) {
    try {
      Jwk<?> jwk = Jwks.parser().build().parse(StrictJson.write(key));
      return jwk instanceof PublicJwk<?> shown ? Optional.of(shown) : Optional.empty();
    } catch (JwtException | IllegalArgumentException e) {
      // A type, or a form, that this release does not know.
      return Optional.empty();
    }
  }

  private static Optional<VerificationKey> usable(PublicJwk<?> jwk) {
    if (isForSomethingElse(jwk)) {
      return Optional.empty();
    }
    PublicKey key = jwk.toKey();
    String named = jwk.getAlgorithm();
    return SigningMethod.of(key)
        .filter(method -> named == null || method.label().equals(named))
        .map(method -> new VerificationKey.Public(Optional.ofNullable(jwk.getId()), method, key));
  }

  private static boolean isForSomethingElse(PublicJwk<?> jwk) {
    String use = jwk.getPublicKeyUse();
    boolean isForVerifying =
        jwk.getOperations() == null
            || jwk.getOperations().isEmpty()
            || jwk.getOperations().stream()
                .anyMatch(operation -> operation.getId().equals("verify"));
    return (use != null && !use.equals("sig")) || !isForVerifying;
  }
}
