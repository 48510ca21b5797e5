package io.workrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.auth.Caller;
import io.workrail.auth.Role;
import io.workrail.auth.TokenIssuer;
import io.workrail.configuration.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** The packaged jar as a server process of its own, with data and logs below a folder. */
public final class PackagedServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Path folder;
  private final int port;
  private final int adminPort;
  private final Process process;

  private PackagedServer(Path folder, int port, int adminPort, Process process) {
    this.folder = folder;
    this.port = port;
    this.adminPort = adminPort;
    this.process = process;
  }

  /** Starts a server with these variables and waits until it is ready. */
  public static PackagedServer start(Path folder, Map<String, String> variables) throws Exception {
    return launch(folder, variables, List.of()).awaitReady(PATIENCE);
  }

  /** Waits until it is ready; stops it when that takes longer. */
  PackagedServer awaitReady(Duration patience) throws Exception {
    try {
      Await.until("the server is ready", patience, this::isReady);
      return this;
    } catch (Exception | AssertionError e) {
      close();
      throw e;
    }
  }

  /**
   * Starts a server and waits for nothing.
   *
   * @param options of the JVM, such as {@code -Ddw.} and a key of the configuration
   */
  public static PackagedServer launch(
      Path folder, Map<String, String> variables, List<String> options) throws Exception {
    int port = FreePort.find();
    int adminPort = FreePort.find();
    List<String> all = new ArrayList<>(options);
    all.add(0, "-Xmx100m");
    Map<String, String> settings = new HashMap<>();
    settings.put("PORT", "" + port);
    settings.put("ADMIN_PORT", "" + adminPort);
    settings.put("MIN_FREE_DISK", "1MiB");
    settings.put("JWT_SECRET", HttpFixture.SECRET);
    settings.putAll(variables);
    Process process =
        PackagedJar.process(folder, settings, all, "server", "config.yml")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("stdout").toFile())
            .start();
    return new PackagedServer(folder, port, adminPort, process);
  }

  public int port() {
    return port;
  }

  public int adminPort() {
    return adminPort;
  }

  public Process process() {
    return process;
  }

  Path logs() {
    return folder.resolve("logs");
  }

  private boolean isReady() throws Exception {
    assertThat(process.isAlive())
        .as(() -> "alive; it printed:\n" + String.join("\n", printed()))
        .isTrue();
    return status("/ready") == 200;
  }

  private List<String> printed() {
    try {
      return Files.readAllLines(stdout());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the process printed. */
  public Path stdout() {
    return folder.resolve("stdout");
  }

  /** The status of a page; 0 when nobody listens. */
  int status(String path) throws Exception {
    try {
      return CLIENT
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
              HttpResponse.BodyHandlers.ofString())
          .statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  /** Posts a message to the endpoint. */
  HttpResponse<String> post(String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/mcp"))
            .header("Authorization", "Bearer " + token())
            .POST(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** A token of the agent {@code ada}. */
  static String token() {
    return new TokenIssuer(new Secret(HttpFixture.SECRET), Clock.systemUTC())
        .issue(new Caller("ada", Set.of(Role.AGENT), Optional.empty()), Duration.ofHours(1));
  }

  /** Asks for a stop, as systemd does, and waits for the end. */
  public int stop() throws Exception {
    process.destroy();
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("stopped").isTrue();
    return process.exitValue();
  }

  /** Waits until something holds. */
  public void await(Callable<Boolean> condition, String what) throws Exception {
    Await.until(what, PATIENCE, condition);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
