package io.workrail.connect;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/** Values of the protocol's headers: what is not plain ASCII travels as base64. */
final class HeaderText {
  private static final Pattern PLAIN =
      Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?");
  private static final String PREFIX = "=?base64?";
  private static final String SUFFIX = "?=";

  private HeaderText() {}

  /** The value of a header that stands for this text. */
  static String encode(String text) {
    boolean looksEncoded = text.startsWith(PREFIX) && text.endsWith(SUFFIX);
    if (!looksEncoded && PLAIN.matcher(text).matches()) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return PREFIX + Base64.getEncoder().encodeToString(bytes) + SUFFIX;
  }
}
