package io.workrail.auth;

import java.security.PublicKey;
import java.util.Optional;
import javax.crypto.SecretKey;

/** A key that verifies tokens. */
sealed interface VerificationKey {
  /** The {@code kid} that tokens name it by; without one it is tried for all of its method. */
  Optional<String> id();

  SigningMethod method();

  /** A secret that signer and verifier share. */
  record Shared(SecretKey key) implements VerificationKey {
    @Override
    public Optional<String> id() {
      return Optional.empty();
    }

    @Override
    public SigningMethod method() {
      return SigningMethod.HS256;
    }

    @Override
    public String toString() {
      return "<redacted>";
    }
  }

  /** The public half of somebody else's key. */
  record Public(Optional<String> id, SigningMethod method, PublicKey key)
      implements VerificationKey {}

  /** Whether a token with this header may have been signed by the other half. */
  default boolean fits(TokenHeader header) {
    return method() == header.method()
        && (id().isEmpty() || header.keyId().isEmpty() || id().equals(header.keyId()));
  }
}
