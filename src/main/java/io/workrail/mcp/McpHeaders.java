package io.workrail.mcp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The headers of a request that the protocol knows, as they came. No type of an HTTP library
 * crosses this line.
 *
 * @param version {@code MCP-Protocol-Version}
 * @param method {@code Mcp-Method}
 * @param name {@code Mcp-Name}
 * @param params {@code Mcp-Param-*}, by the lower-case rest of their names
 * @param userAgent {@code User-Agent}
 */
public record McpHeaders(
    Optional<String> version,
    Optional<String> method,
    Optional<String> name,
    Map<String, String> params,
    Optional<String> userAgent) {
  private static final String ENCODED_PREFIX = "=?base64?";
  private static final String ENCODED_SUFFIX = "?=";
  private static final Pattern PLAIN = Pattern.compile("[\\t\\x20-\\x7e]*");

  public McpHeaders {
    params = Map.copyOf(params);
  }

  /** The headers of the protocol alone. */
  public McpHeaders(
      Optional<String> version,
      Optional<String> method,
      Optional<String> name,
      Map<String, String> params) {
    this(version, method, name, params, Optional.empty());
  }

  /** No header at all. */
  public static McpHeaders none() {
    return new McpHeaders(Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
  }

  /** The text a header value stands for; nothing when its encoding or a character is wrong. */
  public static Optional<String> decode(String value) {
    if (!value.startsWith(ENCODED_PREFIX) || !value.endsWith(ENCODED_SUFFIX)) {
      return Optional.of(value).filter(PLAIN.asMatchPredicate());
    }
    int end = value.length() - ENCODED_SUFFIX.length();
    if (end < ENCODED_PREFIX.length()) {
      return Optional.empty();
    }
    return decodeBase64(value.substring(ENCODED_PREFIX.length(), end));
  }

  /** Strict, unlike the platform's decoder, which does without the padding (RFC 4648, 3.2). */
  private static Optional<String> decodeBase64(String encoded) {
    if (encoded.length() % 4 != 0) {
      return Optional.empty();
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(encoded));
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
