package io.workrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A port that somebody else keeps open, as systemd does with {@code workrail.socket}. Java can hand
 * no socket to a child; Perl can, and every Debian has it.
 */
class SocketActivationIT {
  private static final Path PERL = Path.of("/usr/bin/perl");

  /** Listens, and runs a command with the socket, the number of times it is told. */
  private static final String KEEPER =
      """
      use strict; use Socket; use POSIX ();
      my ($port, $times, @command) = @ARGV;
      socket(my $socket, PF_INET, SOCK_STREAM, 0) or die;
      setsockopt($socket, SOL_SOCKET, SO_REUSEADDR, 1) or die;
      bind($socket, sockaddr_in($port, INADDR_LOOPBACK)) or die "bind: $!";
      listen($socket, 128) or die;
      my $status;
      for (1 .. $times) {
        my $child = fork();
        if (!$child) {
          POSIX::dup2(fileno($socket), 3) or die unless fileno($socket) == 3;
          fcntl($socket, 2, 0) or die;
          @ENV{'LISTEN_PID', 'LISTEN_FDS'} = ($$, 1);
          exec @command or die "exec: $!";
        }
        waitpid($child, 0);
        $status = $? >> 8;
      }
      exit $status;
      """;

  private static final String REQUEST =
      "GET /schemas/workflow.json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

  @TempDir Path folder;

  @Test
  void noRequestIsRefusedWhileTheServerRestarts() throws Exception {
    int port = FreePort.find();
    Process keeper = keep(port, 2, port);
    try {
      Await.until("somebody listens", () -> isOpen(port));
      awaitAnswer(port);
      AtomicBoolean enough = new AtomicBoolean();
      CompletableFuture<Integer> answered =
          CompletableFuture.supplyAsync(() -> countAnswers(port, enough));
      ProcessHandle first = server(keeper);
      first.destroy();
      Await.until("the first server ended", () -> !first.isAlive());
      Await.until("the second one started", () -> keeper.children().findAny().isPresent());
      awaitAnswer(port);
      enough.set(true);

      assertThat(answered.get(60, TimeUnit.SECONDS)).isPositive();
    } finally {
      stop(keeper);
    }
  }

  @Test
  void anotherPortThanThatOfTheSocketEndsTheStart() throws Exception {
    int port = FreePort.find();
    Process keeper = keep(port, 1, FreePort.find());
    try {
      assertThat(keeper.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(keeper.exitValue()).isEqualTo(1);
      assertThat(Files.readString(folder.resolve("stdout")))
          .contains("systemd listens at port " + port + ", and PORT says otherwise")
          .doesNotContain("\tat ");
    } finally {
      stop(keeper);
    }
  }

  private Process keep(int port, int times, int portOfServer) throws IOException {
    assumeThat(PERL).exists();
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                PERL.toString(),
                "-e",
                KEEPER,
                "" + port,
                "" + times,
                "scripts/workrail",
                "server",
                "config.yml"));
    builder.environment().put("PORT", "" + portOfServer);
    builder.environment().put("ADMIN_PORT", "" + FreePort.find());
    builder.environment().put("DATA_DIR", folder.toString());
    builder.environment().put("LOG_DIR", folder.resolve("logs").toString());
    builder.environment().put("MIN_FREE_DISK", "1MiB");
    builder.environment().put("SHUTDOWN_NOTICE", "1s");
    builder.environment().put("RATE_LIMIT_PER_ADDRESS", "0");
    return builder
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("stdout").toFile())
        .start();
  }

  private static ProcessHandle server(Process keeper) {
    return keeper.children().findFirst().orElseThrow();
  }

  private static void stop(Process keeper) {
    List<ProcessHandle> all = keeper.descendants().toList();
    keeper.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
  }

  private void awaitAnswer(int port) throws IOException {
    assertThat(get(port)).as(() -> "an answer, after: " + printed()).isEqualTo(200);
  }

  private String printed() {
    try {
      return Files.readString(folder.resolve("stdout"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Asks without a pause, each time through a new connection; a refused one ends it. */
  private static int countAnswers(int port, AtomicBoolean enough) {
    int count = 0;
    while (!enough.get()) {
      try {
        assertThat(get(port)).isEqualTo(200);
      } catch (IOException e) {
        throw new AssertionError("request %d was not answered".formatted(count + 1), e);
      }
      count++;
    }
    return count;
  }

  private static boolean isOpen(int port) {
    try (RawHttp connection = RawHttp.connect("127.0.0.1", port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int get(int port) throws IOException {
    return RawHttp.exchange("127.0.0.1", port, REQUEST).status();
  }
}
