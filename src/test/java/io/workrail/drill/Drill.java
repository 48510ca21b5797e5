package io.workrail.drill;

import java.nio.charset.StandardCharsets;

/**
 * How hard the drill attacks: {@code -Ddrill.requests} and {@code -Ddrill.seed}. A failure names
 * the seed and the number of the request; the same seed repeats it.
 */
final class Drill {
  private static final long SEED = Long.getLong("drill.seed", 20_261_124);
  private static final int REQUESTS = Integer.getInteger("drill.requests", 10_000);
  private static final int SHOWN = 4_000;

  private Drill() {}

  static long seed() {
    return SEED;
  }

  static int requests() {
    return REQUESTS;
  }

  /** What was sent, fit for a terminal and for pasting into a test. */
  static String show(byte[] sent) {
    StringBuilder text = new StringBuilder();
    for (char c : new String(sent, StandardCharsets.ISO_8859_1).toCharArray()) {
      text.append(c == '\n' || (c >= ' ' && c < 127) ? "" + c : "\\x%02x".formatted((int) c));
    }
    return text.length() <= SHOWN ? text.toString() : text.substring(0, SHOWN) + "…";
  }
}
