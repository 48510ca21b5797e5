package io.workrail.connect;

import io.workrail.configuration.CommandFailedException;
import io.workrail.configuration.ExitStatus;
import io.workrail.configuration.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the bridge has its token from: a file or a variable, never an argument, which every user of
 * the machine could read.
 */
sealed interface TokenSource {
  /** The variable. */
  String VARIABLE = "WORKRAIL_TOKEN";

  /** The token of this moment. */
  Secret read();

  /** What to do to replace it, as the end of a sentence. */
  String howToReplace();

  /**
   * The source that the caller named.
   *
   * @throws CommandFailedException when there is no token
   */
  static TokenSource of(@Nullable String file, Map<String, String> environment) {
    if (file != null) {
      FileToken source = new FileToken(path(file, environment));
      source.read();
      return source;
    }
    Secret token = new Secret(environment.getOrDefault(VARIABLE, ""));
    if (token.isEmpty()) {
      throw new CommandFailedException(
          ExitStatus.USAGE,
          "there is no token; set %s or name a file with --token-file FILE".formatted(VARIABLE));
    }
    return new VariableToken(Checked.of(token, VARIABLE));
  }

  /** Clients start the bridge without a shell, so nobody else replaces the tilde. */
  private static Path path(String file, Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "");
    return Path.of(file.startsWith("~/") && !home.isEmpty() ? home + file.substring(1) : file);
  }

  /** Read anew for every request, so that a renewed token counts at once. */
  record FileToken(Path file) implements TokenSource {
    @Override
    public Secret read() {
      try {
        byte[] content = Files.readAllBytes(file);
        return Checked.of(
            new Secret(new String(content, StandardCharsets.US_ASCII)), "the file " + file);
      } catch (IOException e) {
        throw new CommandFailedException(
            "the token file %s cannot be read; check its name and its owner".formatted(file));
      }
    }

    @Override
    public String howToReplace() {
      return "put a new token into the file " + file + ", which is read again at once";
    }
  }

  /** Cannot change while the bridge runs. */
  record VariableToken(Secret token) implements TokenSource {
    @Override
    public Secret read() {
      return token;
    }

    @Override
    public String howToReplace() {
      return "put a new token into " + VARIABLE + " and restart the client";
    }
  }

  /** A token that fits into a header. */
  final class Checked {
    private static final Pattern HEADER_TEXT = Pattern.compile("[\\x21-\\x7e]+");

    private Checked() {}

    static Secret of(Secret token, String place) {
      return Optional.of(token)
          .filter(secret -> HEADER_TEXT.matcher(secret.revealText()).matches())
          .orElseThrow(
              () ->
                  new CommandFailedException(
                      "what stands in %s is not one token; copy the token whole, on one line"
                          .formatted(place)));
    }
  }
}
