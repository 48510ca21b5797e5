package io.workrail.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The credentials that systemd hands to a service ({@code LoadCredential=}, systemd.exec(5)), named
 * like the variable, or in lower case with dashes: {@code JWT_SECRET} or {@code jwt-secret}.
 */
record CredentialsDirectory(Optional<Path> path) {
  private static final String VARIABLE = "CREDENTIALS_DIRECTORY";

  static CredentialsDirectory of(Map<String, String> environment) {
    return new CredentialsDirectory(
        Optional.ofNullable(environment.get(VARIABLE))
            .filter(text -> !text.isBlank())
            .map(Path::of));
  }

  Optional<SecretPlace> find(String variable) {
    String dashed = variable.toLowerCase(Locale.ROOT).replace('_', '-');
    List<Path> files =
        Stream.of(variable, dashed)
            .flatMap(name -> path.map(folder -> folder.resolve(name)).stream())
            .filter(CredentialsDirectory::isGiven)
            .toList();
    if (files.size() > 1) {
      throw new CommandFailedException(
          "there are two credentials, %s and %s; leave one".formatted(variable, dashed));
    }
    return files.stream()
        .findFirst()
        .map(file -> new SecretPlace.File("credential " + file.getFileName(), file));
  }

  /** A blank one stands for a file that does not exist, by {@code SetCredential=} of the unit. */
  private static boolean isGiven(Path file) {
    try {
      return Files.exists(file) && !Files.readString(file).isBlank();
    } catch (IOException e) {
      // It is there; whoever reads the secret says what is wrong with it.
      return true;
    }
  }
}
