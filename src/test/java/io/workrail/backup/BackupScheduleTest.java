package io.workrail.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.SettableClock;
import io.workrail.session.notify.SteppedExecutor;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackupScheduleTest {
  private final SettableClock clock = new SettableClock();
  private final SteppedExecutor executor = new SteppedExecutor();
  private final List<Instant> made = new ArrayList<>();
  private Optional<Instant> covered = Optional.of(SettableClock.BEGIN);
  private boolean fails;

  @Test
  void itIsMadeEachDayAtItsTime() {
    start("daily 02:00");

    pass(Duration.ofHours(14).minusMinutes(1));
    assertThat(made).isEmpty();
    pass(Duration.ofDays(2));

    assertThat(made)
        .containsExactly(
            Instant.parse("2026-03-02T02:00:00Z"), Instant.parse("2026-03-03T02:00:00Z"));
  }

  @Test
  void oneThatWasMissedIsMadeSoonAfterTheStart() {
    covered = Optional.of(SettableClock.BEGIN.minus(Duration.ofDays(3)));
    start("daily 02:00");

    pass(Duration.ofMinutes(2));

    assertThat(made).containsExactly(SettableClock.BEGIN.plusSeconds(60));
  }

  @Test
  void aFailureIsTriedAgainWithinTheHourAndEndsNothing() {
    start("daily 02:00");
    fails = true;
    pass(Duration.ofHours(14).plusMinutes(30));
    assertThat(made).hasSize(1);
    pass(Duration.ofHours(1));
    assertThat(made).hasSize(2);
    fails = false;
    pass(Duration.ofHours(1));
    assertThat(made).hasSize(3);
    pass(Duration.ofHours(20));

    assertThat(made).hasSize(3);
  }

  @Test
  void offMakesNone() {
    start("off");
    pass(Duration.ofDays(3));

    assertThat(made).isEmpty();
  }

  @Test
  void afterAStopNoneIsMade() {
    BackupSchedule schedule = start("daily 02:00");
    pass(Duration.ofHours(1));
    schedule.stop();
    pass(Duration.ofDays(2));

    assertThat(made).isEmpty();
  }

  private BackupSchedule start(String setting) {
    BackupSchedule schedule =
        new BackupSchedule(
            BackupTimes.parse(setting, ZoneOffset.UTC).orElseThrow(),
            this::make,
            () -> covered,
            clock,
            executor);
    schedule.start();
    executor.advance(Duration.ZERO);
    return schedule;
  }

  private void make() {
    made.add(clock.instant());
    if (fails) {
      throw new IllegalStateException("a test");
    }
  }

  /** In steps of a minute, so that work sees the time at which it is due. */
  private void pass(Duration time) {
    for (long minute = 0; minute < time.toMinutes(); minute++) {
      clock.advance(Duration.ofMinutes(1));
      executor.advance(Duration.ofMinutes(1));
    }
  }
}
