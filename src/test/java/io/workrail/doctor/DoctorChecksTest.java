package io.workrail.doctor;

import static io.workrail.doctor.Finding.Verdict.FAIL;
import static io.workrail.doctor.Finding.Verdict.OK;
import static io.workrail.doctor.Finding.Verdict.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.configuration.ConfigurationProblem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checks that belong to no feature. */
class DoctorChecksTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  @TempDir Path folder;

  @Test
  void eachProblemOfTheConfigurationIsALine() {
    assertThat(ConfigurationDoctorCheck.of("config.yml", List.of()))
        .singleElement()
        .satisfies(check -> assertThat(check.examine().verdict()).isEqualTo(OK));
    List<ConfigurationProblem> problems =
        List.of(
            ConfigurationProblem.of("a", "A", "must be b"),
            ConfigurationProblem.of("c", "C", "must be d"));
    assertThat(ConfigurationDoctorCheck.of("config.yml", problems))
        .hasSize(2)
        .allSatisfy(check -> assertThat(check.examine().verdict()).isEqualTo(FAIL));
  }

  @Test
  void anOldJavaFailsAndAPreviewIsWarnedOf() throws Exception {
    assertThat(java("17.0.15+6")).isEqualTo(OK);
    assertThat(java("25.0.1")).isEqualTo(OK);
    assertThat(java("26-ea+3")).isEqualTo(WARN);
    assertThat(java("11.0.20")).isEqualTo(FAIL);
  }

  private static Finding.Verdict java(String version) {
    return new JavaDoctorCheck(Runtime.Version.parse(version), "/usr/lib/jvm").examine().verdict();
  }

  @Test
  void aClockThatWasSetBackFails() throws IOException {
    Path file = Files.createFile(folder.resolve("audit.jsonl"));
    Files.setLastModifiedTime(file, FileTime.from(NOW.plusSeconds(30)));
    assertThat(clock(file, Optional.of(true), Optional.empty()).verdict()).isEqualTo(OK);
    Files.setLastModifiedTime(file, FileTime.from(NOW.plusSeconds(3_600)));
    Finding found = clock(file, Optional.of(true), Optional.empty());
    assertThat(found.verdict()).isEqualTo(FAIL);
    assertThat(found.message()).contains("audit.jsonl was written at", "set back");
    assertThat(found.mend()).contains("timedatectl");
  }

  @Test
  void aClockThatNobodyKeepsInStepOrThatDiffersFromTheDatabaseIsTold() {
    Path none = folder.resolve("none");
    assertThat(clock(none, Optional.empty(), Optional.empty()).verdict()).isEqualTo(OK);
    assertThat(clock(none, Optional.of(false), Optional.empty()).verdict()).isEqualTo(WARN);
    assertThat(clock(none, Optional.of(true), Optional.of(NOW.plusSeconds(3))).verdict())
        .isEqualTo(OK);
    assertThat(clock(none, Optional.of(true), Optional.of(NOW.minusSeconds(20))).verdict())
        .isEqualTo(WARN);
    Finding apart = clock(none, Optional.of(false), Optional.of(NOW.plusSeconds(600)));
    assertThat(apart.verdict()).as("the worst counts").isEqualTo(FAIL);
    assertThat(apart.message()).contains("600 seconds apart", "no time service");
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsNoMatterOfTheClock() {
    ClockDoctorCheck.OtherClock broken =
        () -> {
          throw new IOException("gone");
        };
    assertThat(
            new ClockDoctorCheck(CLOCK, List.of(), () -> Optional.of(true), broken)
                .examine()
                .verdict())
        .isEqualTo(OK);
  }

  private static Finding clock(Path file, Optional<Boolean> inStep, Optional<Instant> database) {
    return new ClockDoctorCheck(CLOCK, List.of(file), () -> inStep, () -> database).examine();
  }

  @Test
  void permissionsThatFitAreFine() throws IOException {
    Path data = data();
    Finding found = permissions(data, me());
    assertThat(found.verdict()).as(found.toString()).isEqualTo(OK);
    assertThat(permissions(folder.resolve("not-yet"), me()).verdict()).isEqualTo(OK);
    assertThat(permissions(data, "somebody-else").message())
        .contains("examined as somebody-else for " + me());
  }

  @Test
  void secretsThatOthersReadFail() throws IOException {
    Path data = data();
    Path secret = data.resolve("secrets/jwt");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
    Finding found = permissions(data, me());
    assertThat(found.verdict()).isEqualTo(FAIL);
    assertThat(found.message()).contains("other users may read " + secret);
    assertThat(found.mend()).isEqualTo("chmod 600 " + secret);
  }

  @Test
  void aConfigurationThatEverybodyMayChangeFails() throws IOException {
    Path data = data();
    Files.setPosixFilePermissions(
        folder.resolve("config.yml"), PosixFilePermissions.fromString("rw-rw-rw-"));
    assertThat(permissions(data, me()))
        .satisfies(found -> assertThat(found.verdict()).isEqualTo(FAIL))
        .satisfies(found -> assertThat(found.mend()).contains("chmod o-w"));
  }

  @Test
  void aFileInThePlaceOfAFolderFails() throws IOException {
    Files.createFile(folder.resolve("config.yml"));
    Path file = Files.createFile(folder.resolve("data"));
    assertThat(permissions(file, me()).message()).contains(file + " is no folder");
  }

  @Test
  void aFolderThatDoesNotExistBelongsToNobodyAndOneThatCannotBeFails() throws IOException {
    data();
    assertThat(permissions(folder.resolve("not-yet"), me()).message())
        .contains(folder.resolve("not-yet") + " does not exist yet")
        .doesNotContain("belong");
    Finding found = permissions(Path.of("/proc/nope"), me());
    assertThat(found.verdict()).isEqualTo(FAIL);
    assertThat(found.message()).contains("nobody can write into /proc/nope: /proc shows");
    assertThat(found.mend()).startsWith("correct DATA_DIR or LOG_DIR, then run the command again");
  }

  @Test
  void theServerIsAskedWhetherItIsReadyAndOfThisRelease() throws Exception {
    assertThat(server("{\"status\":\"ready\",\"version\":\"1.0\",\"reasons\":[]}", 200).verdict())
        .isEqualTo(OK);
    Finding older = server("{\"status\":\"ready\",\"version\":\"0.9\",\"reasons\":[]}", 200);
    assertThat(older.verdict()).isEqualTo(WARN);
    assertThat(older.message()).contains("WorkRail 0.9 runs", "this is 1.0");
    Finding notReady =
        server("{\"status\":\"not_ready\",\"version\":\"1.0\",\"reasons\":[\"busy\"]}", 503);
    assertThat(notReady.verdict()).isEqualTo(FAIL);
    assertThat(notReady.message())
        .matches("WorkRail 1\\.0 at http://127\\.0\\.0\\.1:\\d+ is not ready: busy");
    Finding twice =
        server(
            "{\"status\":\"not_ready\",\"version\":\"1.0\",\"reasons\":[\"busy\",\"full\"]}", 503);
    assertThat(twice.message()).contains(" is not ready: busy; WorkRail", " is not ready: full");
    assertThat(server("<html>", 200).message()).contains("is not WorkRail");
  }

  @Test
  void noServerIsAWarning() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    URI address = URI.create("http://127.0.0.1:" + port);
    assertThat(new RunningServerDoctorCheck(address, "1.0").examine().verdict()).isEqualTo(WARN);
  }

  /** One reply of a server that says this. */
  private static Finding server(String body, int status) throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread server =
          new Thread(
              () -> {
                try (Socket socket = listening.accept()) {
                  byte[] request = new byte[1_024];
                  assertThat(socket.getInputStream().read(request)).isPositive();
                  String reply = "HTTP/1.1 %d X\r\nConnection: close\r\n\r\n%s";
                  socket
                      .getOutputStream()
                      .write(reply.formatted(status, body).getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      server.start();
      URI address = URI.create("http://127.0.0.1:" + listening.getLocalPort());
      Finding found = new RunningServerDoctorCheck(address, "1.0").examine();
      server.join(Duration.ofSeconds(10).toMillis());
      return found;
    }
  }

  private Path data() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.createDirectories(data.resolve("secrets"));
    for (String name : List.of("data/secrets/jwt", "data/workrail.db")) {
      Files.createFile(
          folder.resolve(name),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(folder.resolve("config.yml"), "x");
    return data;
  }

  private Finding permissions(Path data, String user) throws IOException {
    return new PermissionsDoctorCheck(
            data, folder.resolve("logs"), folder.resolve("config.yml"), user)
        .examine();
  }

  private String me() throws IOException {
    return Files.getOwner(folder).getName();
  }

  @Test
  void aCheckThatCannotLookSaysSoAndTheOthersGoOn() {
    DoctorCheck broken =
        new DoctorCheck() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public Finding examine() throws IOException {
            throw new IOException("no such device");
          }
        };
    DoctorCheck java = new JavaDoctorCheck(Runtime.version(), "/x");
    List<Examination.Line> lines = new Examination(List.of(broken, java), Optional.empty()).run();
    assertThat(lines.get(0).toString())
        .startsWith("fail broken: could not be examined: ")
        .contains("no such device", " – run the command as");
    assertThat(lines.get(1).toString()).startsWith("ok   java: Java ");
  }
}
