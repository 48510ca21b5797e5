package io.workrail.auth;

import io.workrail.configuration.Secret;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Recognises secrets that everybody knows or anybody guesses. */
final class WeakSecrets {
  private static final int FEWEST_DIFFERENT_CHARACTERS = 10;

  /** Neighbours such as 45, de or qw; a random text has few of them. */
  private static final double MOST_NEIGHBOURS = 0.5;

  private static final String ROWS =
      "01234567890 abcdefghijklmnopqrstuvwxyz qwertyuiop asdfghjkl zxcvbnm";

  /** Words of examples, this project's and those of the guide it follows. */
  private static final List<String> EXAMPLES =
      List.of(
          "your-secret",
          "your secret",
          "your own secret",
          "your-api-key",
          "change-me",
          "change_me",
          "changeme",
          "example",
          "placeholder",
          "test-secret",
          "development-secret",
          "passwordpassword");

  private WeakSecrets() {}

  /** What is wrong with a secret; nothing when it is strong, or not configured. */
  static Optional<String> find(String name, Secret secret) {
    if (secret.isEmpty()) {
      return Optional.empty();
    }
    String text = secret.revealText().toLowerCase(Locale.ROOT);
    if (EXAMPLES.stream().anyMatch(text::contains)) {
      return Optional.of(
          name + " is an example from the documentation; make one: openssl rand -base64 48");
    }
    if (text.chars().distinct().count() < FEWEST_DIFFERENT_CHARACTERS
        || neighbours(text) > MOST_NEIGHBOURS * text.length()) {
      return Optional.of(name + " is too easy to guess; make one: openssl rand -base64 48");
    }
    return Optional.empty();
  }

  private static int neighbours(String text) {
    int count = 0;
    for (int i = 1; i < text.length(); i++) {
      String pair = text.substring(i - 1, i + 1);
      if (ROWS.contains(pair)) {
        count++;
      }
    }
    return count;
  }
}
