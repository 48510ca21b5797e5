package io.workrail.session.notify;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program for each message, which stands on its standard input. No shell is involved, and
 * the program does not see the variables of the server, among which are secrets.
 */
final class CommandLine implements Channel {
  private static final Set<String> PASSED_ON = Set.of("PATH", "HOME", "LANG", "LC_ALL", "TZ");

  private final List<String> command;
  private final Duration patience;

  /**
   * A program with its arguments.
   *
   * @param patience after which a run is ended
   */
  CommandLine(List<String> command, Duration patience) {
    this.command = List.copyOf(command);
    this.patience = patience;
  }

  @Override
  public void deliver(Notice notice, byte[] json) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD);
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(PASSED_ON);
    environment.put("WORKRAIL_EVENT", notice.occasion().label());
    notice
        .trace()
        .ifPresent(
            trace ->
                trace.fields().forEach((name, value) -> environment.put(variable(name), value)));
    Process process = builder.start();
    try {
      write(process, json);
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("the command did not end within " + patience.toSeconds() + " s");
      }
      if (process.exitValue() != 0) {
        throw new IOException("the command ended with status " + process.exitValue());
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  @Override
  public String name() {
    return "command";
  }

  /** As OpenTelemetry names them: TRACEPARENT and TRACESTATE. */
  private static String variable(String field) {
    return field.toUpperCase(Locale.ROOT);
  }

  /** The message fits into any pipe, so that writing does not wait for the program to read. */
  private static void write(Process process, byte[] json) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(json);
    } catch (IOException e) {
      // A program that does not read its input may still do its work; its status says so.
      return;
    }
  }
}
