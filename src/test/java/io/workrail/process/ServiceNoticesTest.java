package io.workrail.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.health.Readiness;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ServiceNoticesTest {
  private static final Watchdog WATCHDOG = new Watchdog(Duration.ofSeconds(1));

  private final List<String> heard = new ArrayList<>();
  private final Readiness readiness = new Readiness();
  private boolean isBroken;
  private OptionalLong sessions = OptionalLong.empty();
  private OptionalInt answer = OptionalInt.of(200);
  private final ServiceNotices notices =
      new ServiceNotices(this::hear, readiness, () -> sessions, patience -> answer);

  @Test
  void readyIsToldOnceAndOnlyWhenItIs() {
    Readiness.Obstacle starting = readiness.block("The server is starting.");
    notices.look();
    starting.close();
    notices.look();
    notices.look();
    assertThat(heard)
        .containsExactly("STATUS=Not ready: The server is starting.", "READY=1\nSTATUS=Ready");
  }

  @Test
  void theStatusFollowsSessionsAndReadiness() {
    notices.look();
    sessions = OptionalLong.of(1);
    notices.look();
    sessions = OptionalLong.of(12);
    notices.look();
    readiness.block("The disk is full;\nWATCHDOG=trigger");
    notices.look();
    assertThat(heard)
        .containsExactly(
            "READY=1\nSTATUS=Ready",
            "STATUS=Ready, 1 active session",
            "STATUS=Ready, 12 active sessions",
            "STATUS=Not ready: The disk is full; WATCHDOG=trigger");
  }

  @Test
  void onlyALivingServerIsCalledAlive() {
    notices.answer(WATCHDOG);
    answer = OptionalInt.empty();
    notices.answer(WATCHDOG);
    answer = OptionalInt.of(500);
    notices.answer(WATCHDOG);
    assertThat(heard).containsExactly("WATCHDOG=1");
    answer = OptionalInt.of(503);
    notices.answer(WATCHDOG);
    assertThat(heard).as("not ready is alive").containsExactly("WATCHDOG=1", "WATCHDOG=1");
  }

  @Test
  void nothingIsToldAfterAStop() {
    notices.look();
    notices.stopping();
    readiness.block("The server is stopping.");
    notices.look();
    notices.answer(WATCHDOG);
    assertThat(heard)
        .containsExactly(
            "READY=1\nSTATUS=Ready",
            "STOPPING=1\nSTATUS=Stopping: requests in flight are finished");
  }

  @Test
  void aBrokenSocketHurtsNobodyAndIsTriedAgain() {
    isBroken = true;
    notices.look();
    notices.answer(WATCHDOG);
    isBroken = false;
    notices.look();
    assertThat(heard).containsExactly("READY=1\nSTATUS=Ready");
    isBroken = true;
    notices.stopping();
  }

  private void hear(String message) throws IOException {
    if (isBroken) {
      throw new IOException("nobody listens");
    }
    heard.add(message);
  }
}
