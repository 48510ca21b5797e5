package io.workrail.benchmark.server;

import io.workrail.FreePort;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server that was started for a measurement, on loopback, and is stopped with it. */
public final class ServerProcess implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(90);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(40);
  private static final Duration POLL = Duration.ofMillis(10);
  private static final int LAST_LINES = 20;
  private static final Set<String> INHERITED = Set.of("PATH", "HOME", "LANG", "TMPDIR");

  private final Process process;
  private final Path log;
  private final URI address;
  private final Duration startTime;
  private final Duration startCpu;

  private ServerProcess(Process process, long begin, Path log, URI address, String readyPath)
      throws IOException {
    this.process = process;
    this.log = log;
    this.address = address;
    awaitReady(address.resolve(readyPath));
    this.startTime = Duration.ofNanos(System.nanoTime() - begin);
    this.startCpu = usage().cpu();
  }

  /**
   * Starts a JVM and waits until a GET of {@code readyPath} is answered with 200.
   *
   * @param jvm options, class path and main class
   * @param environment all that the process sees besides what every program needs: settings of this
   *     shell, such as the address of a database, must not find their way into a measurement.
   *     {@code PORT} and {@code ADMIN_PORT} are added
   */
  public static ServerProcess start(
      Path folder, List<String> jvm, Map<String, String> environment, String readyPath)
      throws IOException {
    int port = FreePort.find();
    Path log = folder.resolve("server.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().retainAll(INHERITED);
    builder.environment().putAll(environment);
    builder.environment().put("PORT", String.valueOf(port));
    builder.environment().put("ADMIN_PORT", String.valueOf(FreePort.find()));
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    URI address = URI.create("http://127.0.0.1:" + port);
    long begin = System.nanoTime();
    return new ServerProcess(builder.start(), begin, log, address, readyPath);
  }

  /** The root of the server. */
  public URI address() {
    return address;
  }

  /** An address below the root. */
  public URI at(String path) {
    return address.resolve(path);
  }

  /** From the start of the process to the first 200. */
  public Duration startTime() {
    return startTime;
  }

  /** Processor time until the first 200. */
  public Duration startCpu() {
    return startCpu;
  }

  /** The process. */
  public long pid() {
    return process.pid();
  }

  /** What the process has used up to now. */
  public ProcessUsage usage() throws IOException {
    return ProcessUsage.of(process.pid());
  }

  /** Lines of the log that hold a word. */
  public List<String> logLinesWith(String word) throws IOException {
    try (var lines = Files.lines(log)) {
      return lines.filter(line -> line.contains(word)).toList();
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  private void awaitReady(URI ready) throws IOException {
    long deadline = System.nanoTime() + LONGEST_START.toNanos();
    while (statusOf(ready) != HttpURLConnection.HTTP_OK) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new IOException("the server did not start:\n" + String.join("\n", lastLines()));
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private List<String> lastLines() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
  }

  /** The status, or 0 while nobody listens. */
  private static int statusOf(URI uri) {
    try {
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setConnectTimeout(1_000);
      connection.setReadTimeout(5_000);
      return connection.getResponseCode();
    } catch (IOException e) {
      return 0;
    }
  }
}
