package io.workrail.benchmark.load;

import java.nio.charset.StandardCharsets;

/**
 * What came back. The bytes are the connection's own: read them before the next request is sent.
 *
 * @param bytes holds the body from {@code start} on, {@code length} bytes long
 */
public record Reply(int status, byte[] bytes, int start, int length) {
  /** A reply that owns its body. */
  public static Reply of(int status, byte[] body) {
    return new Reply(status, body, 0, body.length);
  }

  /** A copy of the body. */
  public String text() {
    return new String(bytes, start, length, StandardCharsets.UTF_8);
  }

  /** Whether the body begins with these bytes. */
  boolean startsWith(byte[] expected) {
    return length >= expected.length && matches(expected, start);
  }

  /** Where the bytes stand last in the body, counted from {@code start}; -1 when they do not. */
  int lastIndexOf(byte[] wanted) {
    for (int i = start + length - wanted.length; i >= start; i--) {
      if (matches(wanted, i)) {
        return i - start;
      }
    }
    return -1;
  }

  /** The byte at a place of the body. */
  byte at(int index) {
    return bytes[start + index];
  }

  private boolean matches(byte[] expected, int from) {
    for (int i = 0; i < expected.length; i++) {
      if (bytes[from + i] != expected[i]) {
        return false;
      }
    }
    return true;
  }
}
