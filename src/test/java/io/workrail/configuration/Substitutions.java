package io.workrail.configuration;

import java.util.Map;
import java.util.TreeMap;

/** The variables that a configuration file asks for, read from its text. */
public final class Substitutions {
  private static final String OPEN = "${";
  private static final String DEFAULT = ":-";

  private final Map<String, String> defaults = new TreeMap<>();

  private Substitutions(String text) {
    scan(text);
  }

  /**
   * Each variable with its default as the file writes it, nested variables included; empty when the
   * file gives none.
   *
   * @throws IllegalStateException when the file gives one variable two defaults
   */
  public static Map<String, String> in(String text) {
    return new Substitutions(text).defaults;
  }

  private void scan(String text) {
    for (int at = text.indexOf(OPEN); at >= 0; at = text.indexOf(OPEN, at + OPEN.length())) {
      String inside = text.substring(at + OPEN.length(), end(text, at));
      int split = inside.indexOf(DEFAULT);
      String name = split < 0 ? inside : inside.substring(0, split);
      String value = split < 0 ? "" : inside.substring(split + DEFAULT.length());
      String before = defaults.put(name, value);
      if (before != null && !before.equals(value)) {
        throw new IllegalStateException(name + " has two defaults: " + before + ", " + value);
      }
    }
  }

  /** Where the brace that closes this one stands. */
  private static int end(String text, int open) {
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      if (text.startsWith(OPEN, i)) {
        depth++;
      } else if (text.charAt(i) == '}') {
        depth--;
        if (depth == 0) {
          return i;
        }
      }
    }
    throw new IllegalStateException("a brace is not closed: " + text.substring(open));
  }
}
