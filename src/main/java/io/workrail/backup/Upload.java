package io.workrail.backup;

import io.workrail.configuration.Secret;
import io.workrail.configuration.SecretSource;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends an archive away with a command of the operator, such as {@code aws s3 cp {} s3://bucket/}.
 * The path goes to the shell as a parameter, so that it is never code; the program sees the
 * variables of the server, which it may need for its own login, without the secrets of the server.
 */
final class Upload {
  private static final Logger LOG = LoggerFactory.getLogger(Upload.class);
  private static final String PLACE = "{}";
  private static final String PARAMETER = "\"$1\"";
  private static final int SHOWN_BYTES = 2_000;
  private static final int SHOWN_LINES = 10;
  private static final Set<String> OURS =
      Set.of("BACKUP_UPLOAD_COMMAND", "CREDENTIALS_DIRECTORY", "NOTIFY_SOCKET", "WATCHDOG_PID");

  private final Secret command;
  private final Duration patience;

  /**
   * An upload; secret, because people put a login into such a command.
   *
   * @param patience after which a run is ended
   */
  Upload(Secret command, Duration patience) {
    this.command = command;
    this.patience = patience;
  }

  /** Whether a command names the place of the path. */
  static boolean isUnderstood(Secret command) {
    return command.isEmpty() || command.revealText().contains(PLACE);
  }

  /** Whether archives are to be sent away. */
  boolean isWanted() {
    return !command.isEmpty();
  }

  /**
   * Runs the command.
   *
   * @throws IOException with a sentence when it did not succeed
   */
  void send(Path archive) throws IOException, InterruptedException {
    Path output = Files.createTempFile("workrail-upload", ".log");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(List.of("/bin/sh", "-c", script(), "sh", archive.toString()))
              .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      removeSecrets(builder.environment());
      await(builder.start(), output);
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private void await(Process process, Path output) throws IOException, InterruptedException {
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw failure("did not end within " + patience.toSeconds() + " seconds", output);
      }
      if (process.exitValue() != 0) {
        throw failure("ended with status " + process.exitValue(), output);
      }
      LOG.info("The archive was sent away; the command said: {}", lastLines(output));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** Quotes that stand around the place already are part of it. */
  private String script() {
    return command
        .revealText()
        .replace("\"" + PLACE + "\"", PLACE)
        .replace("'" + PLACE + "'", PLACE)
        .replace(PLACE, PARAMETER);
  }

  private static void removeSecrets(Map<String, String> environment) {
    environment.keySet().removeIf(Upload::isSecret);
  }

  private static boolean isSecret(String variable) {
    String name = variable.toUpperCase(Locale.ROOT);
    return OURS.contains(name)
        || SecretSource.names().stream()
            .anyMatch(secret -> name.equals(secret) || name.equals(secret + "_FILE"));
  }

  private static IOException failure(String what, Path output) throws IOException {
    String said = lastLines(output);
    return new IOException(
        "BACKUP_UPLOAD_COMMAND %s%s".formatted(what, said.isEmpty() ? "" : ": " + said));
  }

  private static String lastLines(Path output) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(output.toFile(), "r")) {
      long length = file.length();
      byte[] end = new byte[(int) Math.min(length, SHOWN_BYTES)];
      file.seek(length - end.length);
      file.readFully(end);
      List<String> lines =
          new String(end, StandardCharsets.UTF_8)
              .replaceAll("[\\p{Cc}&&[^\n]]", " ")
              .strip()
              .lines()
              .toList();
      return String.join(
          " | ", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    }
  }
}
