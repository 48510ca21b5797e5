package io.workrail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive that is installed on servers, unpacked and used as on a server. */
class ReleaseIT {
  private static final String SECRET = "q8Zr2LkP0vX7sT4nB9mW1cY6eH3uJ5dA";

  @TempDir static Path folder;
  private static Path archive;
  private static Path release;

  private record Ended(int status, String out) {}

  @BeforeAll
  static void pack() throws Exception {
    // The jar of this build is the newest there is; the script must not build again beneath it.
    Files.setLastModifiedTime(
        Path.of("target/workrail.jar"), FileTime.from(Clock.systemUTC().instant()));
    Ended packed = run(Path.of("."), Map.of(), "scripts/release");
    assertThat(packed.status()).as(packed.out()).isZero();
    archive = Path.of(packed.out().strip().lines().reduce("", (one, last) -> last));
    assertThat(archive.toString()).matches("target/workrail-\\d+\\.\\d+\\.\\d+\\.tar\\.gz");
    Ended unpacked = run(folder, Map.of(), "tar", "-xzf", archive.toAbsolutePath().toString());
    assertThat(unpacked.status()).as(unpacked.out()).isZero();
    release = folder.resolve(archive.getFileName().toString().replace(".tar.gz", ""));
  }

  @Test
  void theSameSourcesGiveTheSameBytes() throws Exception {
    byte[] first = Files.readAllBytes(archive);
    assertThat(run(Path.of("."), Map.of(), "scripts/release").status()).isZero();
    assertThat(Files.readAllBytes(archive)).isEqualTo(first);
  }

  @Test
  void theSumsAreThoseOfTheFiles() throws Exception {
    Ended sums =
        run(Path.of("target"), Map.of(), "sha256sum", "-c", archive.getFileName() + ".sha256");
    assertThat(sums.status()).as(sums.out()).isZero();
    Ended inside = run(release, Map.of(), "sha256sum", "--quiet", "-c", "SHA256SUMS");
    assertThat(inside.status()).as(inside.out()).isZero();
    try (Stream<Path> files = Files.walk(release)) {
      long count = files.filter(Files::isRegularFile).count();
      assertThat(Files.readAllLines(release.resolve("SHA256SUMS"))).hasSize((int) count - 1);
    }
  }

  /** As a service that may execute nothing but the release and what is below /usr. */
  @Test
  void aServerOfTheReleaseUnpacksNoNativeCode() throws Exception {
    Path scratch = Files.createDirectory(folder.resolve("scratch"));
    Path data = Files.createDirectory(folder.resolve("data"));
    int port = FreePort.find();
    ProcessBuilder builder =
        new ProcessBuilder(release.resolve("bin/workrail").toString(), "server");
    builder
        .environment()
        .putAll(
            Map.of(
                "PORT",
                "" + port,
                "ADMIN_PORT",
                "" + FreePort.find(),
                "DATA_DIR",
                data.toString(),
                "LOG_DIR",
                folder.resolve("logs").toString(),
                "MIN_FREE_DISK",
                "1MiB",
                "NOTIFY_SOCKET",
                "@workrail-nobody",
                "JAVA_TOOL_OPTIONS",
                "-Djava.io.tmpdir=" + scratch));
    Process server =
        builder
            .directory(scratch.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("stdout").toFile())
            .start();
    try {
      Await.until("it is ready", () -> server.isAlive() && status(port) == 200);
      String mapped = Files.readString(Path.of("/proc", "" + server.pid(), "maps"));
      assertThat(mapped)
          .contains(
              release + "/lib/native/" + System.getProperty("os.arch").replace("amd64", "x86_64"))
          .contains("libsqlitejdbc.so", "libjnidispatch.so");
      assertThat(scratch).isEmptyDirectory();
      assertThat(mapped).doesNotContain(data.toString() + "/native");
    } finally {
      server.destroy();
    }
    assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(server.exitValue()).isEqualTo(143);
  }

  /** A person who runs a command gets the settings, configuration and secrets of the service. */
  @Test
  void aCommandTakesWhatTheServiceTakes() throws Exception {
    Path etc = Files.createDirectories(folder.resolve("etc/workrail"));
    Path state = Files.createDirectory(folder.resolve("state"));
    Files.copy(release.resolve("config.yml"), etc.resolve("config.yml"));
    Path secret = Files.createDirectory(etc.resolve("credentials")).resolve("jwt-secret");
    Files.writeString(secret, SECRET + "\n");
    String settings =
        """
        # a comment
        WORKRAIL_ENV=production
        DATA_DIR="%s"
        LOG_DIR='%s/logs'
        PUBLIC_URL="https://work\\"rail.example.com"
        HOST=not\\ an address
        """
            .formatted(state, state);
    Path file = Files.writeString(etc.resolve("workrail.env"), settings);
    String command = release.resolve("bin/workrail").toString();
    Map<String, String> installed = Map.of("WORKRAIL_ENV_FILE", file.toString());

    Ended check = run(folder, installed, command, "check");
    assertThat(check.status()).isEqualTo(1);
    assertThat(check.out()).contains("https://work\"rail.example.com", etc + "/config.yml");

    Map<String, String> mended =
        Map.of("WORKRAIL_ENV_FILE", file.toString(), "PUBLIC_URL", "https://workrail.example.com");
    Ended token = run(folder, mended, command, "token", "--subject", "ada", "--role", "agent");
    assertThat(token.status()).as(token.out()).isZero();
    assertThat(token.out()).contains("eyJ");
    assertThat(state.resolve("audit")).isDirectory();
  }

  private static int status(int port) {
    try {
      return RawHttp.exchange(
              "127.0.0.1",
              port,
              "GET /ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
          .status();
    } catch (IOException e) {
      return 0;
    }
  }

  private static Ended run(Path place, Map<String, String> variables, String... command)
      throws Exception {
    ProcessBuilder builder = new ProcessBuilder(List.of(command)).directory(place.toFile());
    builder.environment().putAll(variables);
    Process process = builder.redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), out);
  }
}
