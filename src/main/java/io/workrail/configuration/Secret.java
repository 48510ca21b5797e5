package io.workrail.configuration;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** A value that is never shown: not in logs, errors, {@code toString} or serialised settings. */
public final class Secret {
  private static final String REDACTED = "<redacted>";

  private final byte[] value;

  /** A secret with this text; surrounding white space is not part of it. */
  @JsonCreator
  public Secret(String value) {
    this.value = value.strip().getBytes(StandardCharsets.UTF_8);
  }

  /** Whether nothing was configured. */
  public boolean isEmpty() {
    return value.length == 0;
  }

  /** The length in bytes. */
  public int length() {
    return value.length;
  }

  /** A copy of the bytes, for a signature. */
  public byte[] reveal() {
    return value.clone();
  }

  /** Says whether there is one, and nothing more. */
  @JsonValue
  String presence() {
    return isEmpty() ? "" : REDACTED;
  }

  /** The text, for a library that takes nothing else, such as the password of a database. */
  public String revealText() {
    return new String(value, StandardCharsets.UTF_8);
  }

  /** Compares in a time that does not depend on where the texts differ. */
  public boolean matches(String candidate) {
    return MessageDigest.isEqual(value, candidate.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && MessageDigest.isEqual(value, secret.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return REDACTED;
  }
}
