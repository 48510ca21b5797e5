package io.workrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.process.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What systemd hears of the packaged jar. */
class ServiceManagerIT {
  /** So few threads that a handful of clients that do not read their replies holds all of them. */
  private static final int THREADS = 12;

  private static final int SMALL_BUFFER = 4096;
  private static final int UNREAD_REPLIES = 1_500;

  @TempDir Path folder;
  private final List<String> heard = new ArrayList<>();

  @Test
  void hearsReadyThenThatItLivesAndNotWhileNothingIsAnswered() throws Exception {
    String name = "@workrail-it-" + ProcessHandle.current().pid();
    try (DatagramSocket manager = new DatagramSocket(name);
        PackagedServer server = PackagedServer.start(folder, variables(name))) {
      awaitHeard(manager, "READY=1\nSTATUS=Ready");
      awaitHeard(manager, "WATCHDOG=1");
      if (!heard.get(1).contains("sessions")) {
        awaitHeard(manager, "STATUS=Ready, 0 active sessions");
      }
      assertThat(heard.get(0)).isEqualTo("STATUS=Not ready: The server is starting; wait for it.");
      assertThat(heard.get(1)).startsWith("READY=1\n");

      List<RawConnection> clients = occupy(server);
      awaitSilence(manager);
      for (RawConnection client : clients) {
        client.close();
      }
      awaitHeard(manager, "WATCHDOG=1");

      assertThat(server.stop()).isEqualTo(143);
      awaitHeard(manager, "STOPPING=1\nSTATUS=Stopping: requests in flight are finished");
      assertThat(manager.poll()).as("the last word").isEmpty();
      assertThat(Files.readString(server.logs().resolve("combined.log")))
          .contains("request of the server to itself was not answered", "answers itself again");
    }
  }

  @Test
  void aSocketThatIsNotThereIsAWarning() throws Exception {
    String nobody = folder.resolve("nobody").toString();
    try (PackagedServer server = PackagedServer.start(folder, variables(nobody))) {
      server.await(
          () ->
              Files.readString(server.logs().resolve("combined.log"))
                  .contains("the server works all the same"),
          "the warning");
      assertThat(server.status("/ready")).isEqualTo(200);
      assertThat(server.stop()).isEqualTo(143);
    }
  }

  private static Map<String, String> variables(String socket) {
    return Map.of(
        "NOTIFY_SOCKET",
        socket,
        "WATCHDOG_USEC",
        "" + Duration.ofSeconds(1).toNanos() / 1000,
        "JAVA_TOOL_OPTIONS",
        "-Ddw.server.maxThreads=%d -Ddw.server.minThreads=%d".formatted(THREADS, THREADS));
  }

  /** Clients that ask without end and read nothing: each holds a thread that writes to it. */
  private static List<RawConnection> occupy(PackagedServer server) throws Exception {
    List<RawConnection> clients = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Socket socket = new Socket();
      socket.setReceiveBufferSize(SMALL_BUFFER);
      socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
      RawConnection client = new RawConnection(socket);
      clients.add(client);
      Thread asking =
          new Thread(
              () ->
                  client.send(
                      "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(UNREAD_REPLIES)));
      asking.setDaemon(true);
      asking.start();
    }
    return clients;
  }

  /** Waits until nothing was heard for longer than a living server is silent. */
  private void awaitSilence(DatagramSocket manager) {
    long deadline = System.nanoTime() + Duration.ofSeconds(40).toNanos();
    long last = System.nanoTime();
    while (System.nanoTime() - last < Duration.ofMillis(2_500).toNanos()) {
      if (manager.poll().filter("WATCHDOG=1"::equals).isPresent()) {
        last = System.nanoTime();
      }
      assertThat(System.nanoTime()).as("waiting for silence").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }

  private void awaitHeard(DatagramSocket manager, String beginning) throws Exception {
    Await.until(
        "systemd hears " + beginning,
        () -> {
          var next = manager.poll();
          next.ifPresent(heard::add);
          return next.filter(message -> message.startsWith(beginning)).isPresent();
        });
  }
}
