package io.workrail.auth;

import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.SecureDigestAlgorithm;
import java.security.Key;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * How a token may be signed (RFC 7518, section 3.1; RFC 8037 for EdDSA). The type of the key
 * decides, never the header of a token, so that a public key cannot be used as a shared secret.
 */
enum SigningMethod {
  HS256("HS256", SecretKey.class),
  RS256("RS256", RSAPublicKey.class),
  ES256("ES256", ECPublicKey.class),
  EDDSA("EdDSA", EdECPublicKey.class);

  private static final int MIN_RSA_BITS = 2_048;
  private static final int P256_BITS = 256;

  private final String label;
  private final Class<? extends Key> keyType;

  SigningMethod(String label, Class<? extends Key> keyType) {
    this.label = label;
    this.keyType = keyType;
  }

  /** The name in the header of a token. */
  String label() {
    return label;
  }

  SecureDigestAlgorithm<?, ?> algorithm() {
    return switch (this) {
      case HS256 -> Jwts.SIG.HS256;
      case RS256 -> Jwts.SIG.RS256;
      case ES256 -> Jwts.SIG.ES256;
      case EDDSA -> Jwts.SIG.EdDSA;
    };
  }

  /** The method that a token names; nothing for {@code none} and all that we do not accept. */
  static Optional<SigningMethod> find(String label) {
    return Arrays.stream(values()).filter(method -> method.label().equals(label)).findFirst();
  }

  /** The only method for this key; nothing when the key is of no use or too weak. */
  static Optional<SigningMethod> of(Key key) {
    return Arrays.stream(values())
        .filter(method -> method.keyType.isInstance(key))
        .filter(method -> isStrong(key))
        .findFirst();
  }

  private static boolean isStrong(Key key) {
    if (key instanceof RSAPublicKey rsa) {
      return rsa.getModulus().bitLength() >= MIN_RSA_BITS;
    }
    // ES256 is defined for P-256 alone.
    return !(key instanceof ECPublicKey elliptic)
        || elliptic.getParams().getOrder().bitLength() == P256_BITS;
  }
}
