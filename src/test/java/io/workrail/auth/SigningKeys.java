package io.workrail.auth;

import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import io.workrail.SettableClock;
import io.workrail.configuration.Secret;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;

/** Keys and tokens for tests, made once: making RSA keys takes time. */
final class SigningKeys {
  static final String SECRET_TEXT = "q8Zr2LkP0vX7sT4nB9mW1cY6eH3uJ5dA";
  static final Secret SECRET = new Secret(SECRET_TEXT);
  static final KeyPair RSA = Jwts.SIG.RS256.keyPair().build();
  static final KeyPair OTHER_RSA = Jwts.SIG.RS256.keyPair().build();
  static final KeyPair EC = Jwts.SIG.ES256.keyPair().build();
  static final KeyPair ED = Jwts.SIG.EdDSA.keyPair().build();

  private SigningKeys() {}

  /** A token that is good for an hour from the beginning of the test's clock, not signed yet. */
  static JwtBuilder token() {
    Instant begin = SettableClock.BEGIN;
    return Jwts.builder()
        .subject("ada")
        .claim("roles", List.of("agent"))
        .issuedAt(Date.from(begin))
        .expiration(Date.from(begin.plus(Duration.ofHours(1))));
  }

  static String pem(PublicKey key) {
    return pem("PUBLIC KEY", key.getEncoded());
  }

  static String pem(String label, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(
            label,
            Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der),
            label);
  }

  /** A token with a header and claims as they are written here. */
  static String raw(String header, String claims, String signature) {
    return encode(header) + "." + encode(claims) + "." + signature;
  }

  static String encode(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
