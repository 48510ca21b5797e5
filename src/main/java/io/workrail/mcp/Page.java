package io.workrail.mcp;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A bounded part of a list. The cursor names the last entry, so it survives entries that come and
 * go, and no server has to remember it.
 *
 * @param nextCursor absent at the end
 */
public record Page<T>(List<T> entries, Optional<String> nextCursor) {
  /** Entries of one page. */
  public static final int SIZE = 100;

  private static final String PREFIX = "after:";

  /**
   * A page of a list that is sorted by key.
   *
   * @throws UnknownCursorException when the cursor is none of ours
   */
  public static <T> Page<T> of(List<T> sorted, Optional<String> cursor, Function<T, String> key) {
    String after = cursor.map(Page::decode).orElse("");
    List<T> rest =
        sorted.stream()
            .filter(entry -> after.isEmpty() || key.apply(entry).compareTo(after) > 0)
            .limit(SIZE + 1L)
            .toList();
    if (rest.size() <= SIZE) {
      return new Page<>(rest, Optional.empty());
    }
    return new Page<>(rest.subList(0, SIZE), Optional.of(encode(key.apply(rest.get(SIZE - 1)))));
  }

  private static String encode(String key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((PREFIX + key).getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String cursor) {
    String text;
    try {
      text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new UnknownCursorException();
    }
    if (!text.startsWith(PREFIX) || text.length() == PREFIX.length()) {
      throw new UnknownCursorException();
    }
    return text.substring(PREFIX.length());
  }
}
