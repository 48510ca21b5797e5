package io.workrail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command of the packaged jar that has ended. */
public record PackagedCommand(int status, String out, String err) {
  /** Short-lived, so without the optimizing compiler, as scripts/start runs commands. */
  private static final List<String> OPTIONS =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  /** Runs a command with these variables and waits for its end. */
  public static PackagedCommand run(Path folder, Map<String, String> variables, String... arguments)
      throws Exception {
    Path err = Files.createTempFile("workrail-command", ".err");
    try {
      Process process =
          PackagedJar.process(folder, variables, OPTIONS, arguments)
              .redirectError(err.toFile())
              .start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return new PackagedCommand(process.exitValue(), out, Files.readString(err));
    } finally {
      Files.delete(err);
    }
  }
}
