package io.workrail.storage;

import io.workrail.FreePort;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A real PostgreSQL server for tests, on a free port of the loopback address. Runs as nobody when
 * the build runs as root, because PostgreSQL refuses root. Ends with this process, even when that
 * is killed: a shell waits for the end of its standard input.
 */
public final class PostgresServer implements AutoCloseable {
  private static final String PASSWORD = "a:password/with@signs%";
  private static final String ENCODED_PASSWORD = "a%3Apassword%2Fwith%40signs%25";
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static final String RUN_UNTIL_END_OF_INPUT =
      "\"$@\" & server=$!; cat >/dev/null; kill -QUIT $server 2>/dev/null; wait $server";

  private static PostgresServer shared;

  private final Path programs;
  private final Path home;
  private final int port;
  private Process shell;
  private OutputStream lifeline;

  private PostgresServer() throws IOException, InterruptedException {
    this.programs = PostgresPrograms.folder();
    this.home = Files.createTempDirectory("workrail-test-database");
    this.port = FreePort.find();
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path passwordFile = Files.writeString(home.resolve("password"), PASSWORD);
    run(
        "initdb",
        "--pgdata=" + data(),
        "--username=workrail",
        "--pwfile=" + passwordFile,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync");
    start();
  }

  /** One server for all tests of this process. */
  public static synchronized PostgresServer shared() {
    if (shared == null) {
      shared = own();
      PostgresServer started = shared;
      Runtime.getRuntime().addShutdownHook(new Thread(started::close));
    }
    return shared;
  }

  /** A server for a test that stops it. */
  public static PostgresServer own() {
    try {
      return new PostgresServer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes an empty database and gives its address with user and password, as people write it. */
  public String createDatabase() {
    String name = "test_" + DATABASES.incrementAndGet();
    execute("CREATE DATABASE " + name);
    return "postgresql://workrail:%s@127.0.0.1:%d/%s".formatted(ENCODED_PASSWORD, port, name);
  }

  /** Runs a statement as an administrator. */
  public void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts the server after {@link #crash} on the same port. */
  public void start() throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", RUN_UNTIL_END_OF_INPUT, "sh"));
    command.addAll(
        command(
            "postgres",
            "-D" + data(),
            "-clisten_addresses=127.0.0.1",
            "-cport=" + port,
            "-cunix_socket_directories=",
            "-cmax_connections=200",
            "-cshared_buffers=32MB",
            "-cdeadlock_timeout=50ms",
            "-cfsync=off"));
    shell =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .start();
    lifeline = shell.getOutputStream();
    awaitAnswer();
  }

  /** Ends the server at once, without a word to its clients. */
  public void crash() throws IOException, InterruptedException {
    lifeline.close();
    if (!shell.waitFor(20, TimeUnit.SECONDS)) {
      throw new IllegalStateException("PostgreSQL does not stop");
    }
  }

  @Override
  public void close() {
    try {
      crash();
      delete(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private void awaitAnswer() throws IOException {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (true) {
      try (Connection connection = connect()) {
        return;
      } catch (SQLException e) {
        if (!shell.isAlive() || System.nanoTime() > deadline) {
          throw new IllegalStateException(Files.readString(log()), e);
        }
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port), "workrail", PASSWORD);
  }

  private void run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command(command))
            .redirectErrorStream(true)
            .redirectOutput(log().toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(Files.readString(log()));
    }
  }

  private List<String> command(String... command) {
    List<String> whole = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      whole.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    }
    whole.addAll(List.of(command));
    whole.set(whole.size() - command.length, programs.resolve(command[0]).toString());
    return whole;
  }

  private Path data() {
    return home.resolve("data");
  }

  private Path log() {
    return home.resolve("log");
  }
}
