package io.workrail.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.auth.InvalidCredentialException.Reason;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What a token says about its signature (RFC 7515, section 4), before anything is believed. Keys
 * and addresses of keys in the header ({@code jwk}, {@code jku}, {@code x5u}, {@code x5c}) are not
 * even looked at; {@code kid} is compared with the names of known keys and used for nothing else.
 */
record TokenHeader(SigningMethod method, Optional<String> keyId) {
  private static final int LONGEST_KEY_ID = 256;
  private static final int PARTS = 3;

  /** Extensions that change what a signature covers, or that make small tokens large. */
  private static final List<String> REFUSED = List.of("crit", "b64", "zip");

  /** Reads the header of a token in compact form. */
  static TokenHeader read(String token) throws InvalidCredentialException {
    String[] parts = token.split("\\.", -1);
    if (parts.length != PARTS || parts[0].isEmpty() || parts[1].isEmpty()) {
      throw new InvalidCredentialException(Reason.MALFORMED);
    }
    JsonNode header = json(parts[0]);
    SigningMethod method =
        SigningMethod.find(header.path("alg").asText())
            .orElseThrow(() -> new InvalidCredentialException(Reason.WRONG_METHOD));
    if (parts[2].isEmpty() || REFUSED.stream().anyMatch(header::has)) {
      throw new InvalidCredentialException(Reason.WRONG_METHOD);
    }
    return new TokenHeader(method, keyId(header.path("kid")));
  }

  private static JsonNode json(String part) throws InvalidCredentialException {
    try {
      JsonNode header = StrictJson.parse(Base64.getUrlDecoder().decode(part));
      if (header.isObject() && header.path("alg").isTextual()) {
        return header;
      }
    } catch (IllegalArgumentException | MalformedJsonException e) {
      throw new InvalidCredentialException(Reason.MALFORMED);
    }
    throw new InvalidCredentialException(Reason.MALFORMED);
  }

  private static Optional<String> keyId(JsonNode kid) throws InvalidCredentialException {
    if (kid.isMissingNode()) {
      return Optional.empty();
    }
    if (!kid.isTextual() || kid.textValue().length() > LONGEST_KEY_ID) {
      throw new InvalidCredentialException(Reason.UNKNOWN_KEY);
    }
    return Optional.of(kid.textValue());
  }
}
