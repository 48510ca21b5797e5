package io.workrail.auth;

import io.workrail.configuration.ConfigurationProblem;
import io.workrail.configuration.NamedSecret;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Recognises secrets that everybody knows, anybody guesses, or that open two doors at once. */
final class WeakSecrets {
  private static final String MEND = "openssl rand -base64 48";

  /** Words of examples, this project's and those of the guide it follows. */
  private static final List<String> EXAMPLES =
      List.of(
          "your-secret",
          "your secret",
          "your own secret",
          "your-api-key",
          "your-256-bit-secret",
          "change-me",
          "change_me",
          "changeme",
          "example",
          "placeholder",
          "test-secret",
          "development-secret",
          "passwordpassword");

  private WeakSecrets() {}

  /**
   * What is wrong with secrets.
   *
   * @param made those that somebody made for this server
   * @param given those that somebody else chose, such as the password of a database: only that they
   *     are not used twice matters here
   */
  static List<ConfigurationProblem> problems(List<NamedSecret> made, List<NamedSecret> given) {
    List<ConfigurationProblem> problems = new ArrayList<>();
    for (NamedSecret secret : made) {
      find(secret)
          .map(why -> ConfigurationProblem.of(secret.key(), secret.variable(), why))
          .ifPresent(problems::add);
    }
    List<NamedSecret> all = Stream.concat(made.stream(), given.stream()).toList();
    for (int i = 0; i < all.size(); i++) {
      for (NamedSecret later : all.subList(i + 1, all.size())) {
        if (!later.secret().isEmpty() && later.secret().equals(all.get(i).secret())) {
          problems.add(same(all.get(i), later));
        }
      }
    }
    return problems;
  }

  private static ConfigurationProblem same(NamedSecret one, NamedSecret other) {
    return new ConfigurationProblem(
        one.key() + ", " + other.key(),
        List.of(one.variable(), other.variable()),
        Optional.empty(),
        "%s and %s are the same secret, so whoever has one has both; make another for one of them: %s"
            .formatted(one.variable(), other.variable(), MEND));
  }

  /** What is wrong with a secret; nothing when it is strong, or not configured. */
  private static Optional<String> find(NamedSecret named) {
    if (named.secret().isEmpty()) {
      return Optional.empty();
    }
    String text = named.secret().revealText().toLowerCase(Locale.ROOT);
    if (EXAMPLES.stream().anyMatch(text::contains)) {
      return Optional.of(
          named.variable() + " is an example from the documentation; make one: " + MEND);
    }
    return Guessing.isEasy(text)
        ? Optional.of(named.variable() + " is too easy to guess; make one: " + MEND)
        : Optional.empty();
  }
}
