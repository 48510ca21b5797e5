package io.workrail.health;

import java.util.List;
import java.util.Locale;

/** Numbers of bytes, for people. */
public final class Bytes {
  private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");
  private static final int STEP = 1024;

  private Bytes() {}

  /** The number with at most one decimal and a unit: {@code 1.5 GiB}. */
  public static String toText(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= STEP && unit < UNITS.size() - 1) {
      value /= STEP;
      unit++;
    }
    String number =
        value == Math.rint(value)
            ? String.format(Locale.ROOT, "%.0f", value)
            : String.format(Locale.ROOT, "%.1f", value);
    return number + " " + UNITS.get(unit);
  }
}
