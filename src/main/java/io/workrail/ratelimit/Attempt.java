package io.workrail.ratelimit;

import io.workrail.http.ClientAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request that may carry a credential.
 *
 * @param address as it is counted: an IPv4 address or a network of IPv6
 * @param credential the header that would be looked at; never shown or kept
 */
record Attempt(String address, Optional<String> credential) {
  static Attempt of(ClientAddress client, Function<String, @Nullable String> headers) {
    @Nullable String authorization = headers.apply("Authorization");
    return new Attempt(
        client.network().getHostAddress(),
        Optional.ofNullable(authorization == null ? headers.apply("X-API-Key") : authorization));
  }

  /** A name for this credential at this address, which does not give it away. */
  Optional<String> digest() {
    return credential.map(text -> sha256(address + '\n' + text));
  }

  @Override
  public String toString() {
    return "Attempt from " + address;
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
