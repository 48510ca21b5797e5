package io.workrail.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropwizard.jackson.Jackson;
import io.workrail.configuration.CommandFailedException;
import io.workrail.storage.DataLock.Hold;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server, commands, and whoever replaces the file, in this process and in another one. */
class DataLockTest {
  @TempDir Path folder;

  /** Another process, which serves until it is killed. */
  public static final class OtherServer {
    private OtherServer() {}

    public static void main(String[] arguments) throws Exception {
      Optional<Hold> hold = DataLock.serve(Path.of(arguments[0]), Duration.ZERO);
      System.err.println(hold.isPresent() ? "serves" : "refused");
      System.in.readAllBytes();
    }
  }

  @Test
  void oneServerAtATime() throws Exception {
    Hold server = DataLock.serve(file(), Duration.ZERO).orElseThrow();
    assertThat(DataLock.serve(file(), Duration.ofMillis(60))).isEmpty();
    server.close();
    server.close();
    DataLock.serve(file(), Duration.ZERO).orElseThrow().close();
  }

  @Test
  void aLockThatCannotBeOpenedIsToldWithItsPlaceTheReasonAndTheMend() throws Exception {
    Path lock = Files.createDirectory(folder.resolve("workrail.db.lock"));
    DatabaseConfiguration configuration = new DatabaseConfiguration();
    assertThatThrownBy(() -> configuration.open(folder, Clock.systemUTC()))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("%s cannot be opened: ", lock)
        .hasMessageContaining("irectory; run this as the user of the server, or give the file")
        .hasMessageContaining("chown --reference=%s %s", folder, lock);
    assertThat(DataLock.unusable(lock, new AccessDeniedException(lock.toString())))
        .hasMessageContaining("%s cannot be opened: this user may not read and write it;", lock);
  }

  @Test
  void commandsWorkBesideTheServerButNotBesideAReplacement() throws Exception {
    Hold server = DataLock.serve(file(), Duration.ZERO).orElseThrow();
    Hold one = DataLock.use(file(), Duration.ZERO).orElseThrow();
    Hold other = DataLock.use(file(), Duration.ZERO).orElseThrow();
    assertThat(DataLock.replace(file(), Duration.ofMillis(60))).isEmpty();
    one.close();
    assertThat(DataLock.replace(file(), Duration.ZERO)).isEmpty();
    other.close();

    Hold replacement = DataLock.replace(file(), Duration.ZERO).orElseThrow();
    assertThat(DataLock.use(file(), Duration.ofMillis(60))).isEmpty();
    assertThat(DataLock.replace(file(), Duration.ZERO)).isEmpty();
    replacement.close();
    DataLock.use(file(), Duration.ZERO).orElseThrow().close();
    server.close();
  }

  @Test
  void onlyItsOwnerReadsTheLockFile() throws Exception {
    DataLock.serve(file(), Duration.ZERO).orElseThrow().close();
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("workrail.db.lock"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aKilledServerLeavesNoLockAndALivingOneIsRespected() throws Exception {
    Process other = otherServer();
    try {
      assertThat(line(other)).isEqualTo("serves");
      assertThat(DataLock.serve(file(), Duration.ZERO)).isEmpty();
      DataLock.use(file(), Duration.ZERO).orElseThrow().close();
      assertThatThrownBy(() -> data().rebuild(folder))
          .isInstanceOf(DataInUseException.class)
          .hasMessageContaining("a server uses the database " + file());
    } finally {
      other.destroyForcibly();
    }
    assertThat(other.waitFor(20, TimeUnit.SECONDS)).isTrue();
    DataLock.serve(file(), Duration.ZERO).orElseThrow().close();
  }

  @Test
  void aSecondServerIsToldWhatToDo() throws Exception {
    Hold server = DataLock.serve(file(), Duration.ZERO).orElseThrow();
    assertThatThrownBy(() -> opening().forServer())
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("another server, or a restore, uses the database " + file())
        .hasMessageContaining("DATABASE_URL");
    opening().forCommand().stop();
    server.close();
    opening().forServer().stop();
    opening().forServer().stop();
  }

  @Test
  void aFileThatCannotBeUsedIsToldWithTheReasonAndTheMend() throws Exception {
    Files.writeString(
        file(), "no database at all, but something else that was saved under its name");
    assertThatThrownBy(() -> opening().forCommand())
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("the database %s cannot be used: ", file())
        .hasMessageContaining("not a database")
        .hasMessageContaining("; bring %s back", file());
  }

  private DatabaseOpening opening() {
    return new DatabaseOpening(
        folder,
        file(),
        Optional.empty(),
        1,
        new Migrator(MigrationReader.read(Dialect.SQLITE), "test", Clock.systemUTC()));
  }

  private ReplaceableData data() throws Exception {
    return Jackson.newObjectMapper()
        .readValue("{}", DatabaseConfiguration.class)
        .replaceable(folder, Clock.systemUTC(), Optional.empty());
  }

  private Path file() {
    return folder.resolve("workrail.db");
  }

  private Process otherServer() throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            OtherServer.class.getName(),
            file().toString())
        .start();
  }

  private static String line(Process process) throws Exception {
    InputStream in = process.getErrorStream();
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.append((char) next);
    }
    return line.toString();
  }
}
