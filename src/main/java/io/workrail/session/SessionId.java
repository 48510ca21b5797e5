package io.workrail.session;

import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Names a session: {@code ses_} and 32 hexadecimal digits, random and therefore not to be guessed.
 * The constructor throws {@link IllegalArgumentException} for anything else.
 */
public record SessionId(String value) {
  /** Random bytes in an id. */
  static final int BYTES = 16;

  private static final String PREFIX = "ses_";
  private static final Pattern FORM = Pattern.compile(PREFIX + "[0-9a-f]{32}");

  public SessionId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not a session id");
    }
  }

  /** A new id. */
  public static SessionId random(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return of(bytes);
  }

  /** Whether the text may be an id. */
  public static boolean isValid(String value) {
    return FORM.matcher(value).matches();
  }

  static SessionId of(byte[] bytes) {
    return new SessionId(PREFIX + HexFormat.of().formatHex(bytes));
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(value, PREFIX.length(), value.length());
  }

  @Override
  public String toString() {
    return value;
  }
}
