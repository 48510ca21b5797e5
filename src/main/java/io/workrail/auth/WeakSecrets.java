package io.workrail.auth;

import io.workrail.configuration.Secret;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Recognises secrets that everybody knows or anybody guesses. */
final class WeakSecrets {
  private static final int FEWEST_DIFFERENT_CHARACTERS = 10;

  /** Words of examples, this project's and those of the guide it follows. */
  private static final List<String> EXAMPLES =
      List.of("your-secret", "your-api-key", "change-me", "changeme", "example", "placeholder");

  private WeakSecrets() {}

  /** What is wrong with a secret; nothing when it is strong, or not configured. */
  static Optional<String> find(String name, Secret secret) {
    if (secret.isEmpty()) {
      return Optional.empty();
    }
    String text = secret.revealText();
    String lower = text.toLowerCase(Locale.ROOT);
    if (EXAMPLES.stream().anyMatch(lower::contains)) {
      return Optional.of(
          name + " is an example from the documentation; make one: openssl rand -base64 48");
    }
    if (text.chars().distinct().count() < FEWEST_DIFFERENT_CHARACTERS) {
      return Optional.of(name + " is too easy to guess; make one: openssl rand -base64 48");
    }
    return Optional.empty();
  }
}
