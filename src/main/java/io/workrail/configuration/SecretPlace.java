package io.workrail.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;

/** Where a secret stands. */
sealed interface SecretPlace {
  /** What operators know the place by. */
  String name();

  /**
   * The secret.
   *
   * @throws CommandFailedException when it cannot be had
   */
  Secret read();

  /** What is wrong with the place although it can be read. */
  Optional<String> warning();

  /** The value of a variable. */
  record Variable(String name, String text) implements SecretPlace {
    @Override
    public Secret read() {
      return new Secret(text);
    }

    @Override
    public Optional<String> warning() {
      return Optional.empty();
    }

    /** Without the text. */
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * The content of a file.
   *
   * @param origin the variable or directory that led to it
   */
  record File(String origin, Path path) implements SecretPlace {
    private static final int MAX_BYTES = 65_536;

    static File of(String variable, String path) {
      try {
        return new File(variable, Path.of(path.strip()));
      } catch (InvalidPathException e) {
        throw new CommandFailedException(variable + " must be the path of a file");
      }
    }

    @Override
    public String name() {
      return origin;
    }

    @Override
    public Secret read() {
      byte[] bytes;
      try (InputStream in = Files.newInputStream(path)) {
        bytes = in.readNBytes(MAX_BYTES + 1);
      } catch (IOException e) {
        throw new CommandFailedException(
            "the file %s (%s) cannot be read; check its path and its owner"
                .formatted(path, origin));
      }
      if (bytes.length > MAX_BYTES) {
        throw new CommandFailedException(
            "the file %s (%s) is longer than %d bytes, which no secret is"
                .formatted(path, origin, MAX_BYTES));
      }
      Secret secret = new Secret(new String(bytes, StandardCharsets.UTF_8));
      if (secret.isEmpty()) {
        throw new CommandFailedException(
            "the file %s (%s) is empty; write the secret into it".formatted(path, origin));
      }
      return secret;
    }

    @Override
    public Optional<String> warning() {
      try {
        return Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ)
            ? Optional.of(
                "The file %s (%s) can be read by every user of this machine; mend it with: chmod 600 %s"
                    .formatted(path, origin, path))
            : Optional.empty();
      } catch (IOException | UnsupportedOperationException e) {
        // A pipe, or a file system without permissions: there is nothing to say about them.
        return Optional.empty();
      }
    }
  }
}
