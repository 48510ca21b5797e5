package io.workrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.http.RequestPath;
import io.workrail.process.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What systemd hears of the packaged jar. */
class ServiceManagerIT {
  private static final int HELD = 200;

  @TempDir Path folder;
  private final List<String> heard = new ArrayList<>();

  @Test
  void hearsReadyThenThatItLivesThenThatItStops() throws Exception {
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

      awaitHeard(manager, "WATCHDOG=1");
      assertThat(server.stop()).isEqualTo(143);
      awaitHeard(manager, "STOPPING=1\nSTATUS=Stopping: requests in flight are finished");
      assertThat(manager.poll()).as("the last word").isEmpty();
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

  @Test
  void nothingIsAnsweredWhileAllThreadsAreHeld() throws Exception {
    var app = HttpFixture.application(folder);
    app.before();
    CountDownLatch released = new CountDownLatch(1);
    try {
      var threads = app.getEnvironment().getApplicationContext().getServer().getThreadPool();
      RequestPath path = app.getConfiguration().server().requestPath();
      assertThat(path.get("/ready", Duration.ofSeconds(10))).hasValue(200);
      for (int i = 0; i < HELD; i++) {
        threads.execute(() -> hold(released));
      }
      Await.until(
          "the watchdog gets no answer",
          () -> path.get("/ready", Duration.ofMillis(300)).isEmpty());
      released.countDown();
      Await.until("it does again", () -> path.get("/ready", Duration.ofSeconds(1)).isPresent());
    } finally {
      released.countDown();
      app.after();
    }
  }

  private static void hold(CountDownLatch released) {
    try {
      assertThat(released.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Map<String, String> variables(String socket) {
    return Map.of(
        "NOTIFY_SOCKET", socket, "WATCHDOG_USEC", "" + Duration.ofSeconds(1).toNanos() / 1000);
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
