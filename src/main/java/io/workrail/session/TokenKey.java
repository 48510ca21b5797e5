package io.workrail.session;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The random key in a session's row. It makes tokens that survive the rotation of every other
 * secret, a restore and the move to another server. Never shown.
 */
public final class TokenKey {
  private static final int BYTES = 32;
  private static final String ALGORITHM = "HmacSHA256";

  private final byte[] key;

  /** A key with these bytes. */
  public TokenKey(byte[] key) {
    this.key = key.clone();
  }

  /** A new key. */
  public static TokenKey random(RandomGenerator random) {
    byte[] key = new byte[BYTES];
    random.nextBytes(key);
    return new TokenKey(key);
  }

  /** The bytes, for the database. */
  public byte[] bytes() {
    return key.clone();
  }

  /**
   * An HMAC (RFC 2104, SHA-256).
   *
   * @param label keeps the uses of the key apart
   */
  byte[] sign(String label, byte[] message) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update(label.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenKey same && MessageDigest.isEqual(key, same.key);
  }

  @Override
  public int hashCode() {
    return TokenKey.class.hashCode();
  }

  @Override
  public String toString() {
    return "<redacted>";
  }
}
