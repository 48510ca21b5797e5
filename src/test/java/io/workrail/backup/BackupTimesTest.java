package io.workrail.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackupTimesTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    "daily 02:00,          2026-11-24T00:59:59Z, 2026-11-24T01:00:00Z",
    "daily 02:00,          2026-11-24T01:00:00Z, 2026-11-25T01:00:00Z",
    "DAILY  2:00,          2026-11-24T01:00:00Z, 2026-11-25T01:00:00Z",
    "0 */6 * * *,          2026-11-24T05:00:00Z, 2026-11-24T11:00:00Z",
    "30 3 * * 0,           2026-11-24T05:00:00Z, 2026-11-29T02:30:00Z",
    "15 4 1 * *,           2026-11-24T05:00:00Z, 2026-12-01T03:15:00Z"
  })
  void theNextTimeIsThatOfTheMachine(String setting, Instant after, Instant next) {
    assertThat(times(setting).after(after)).contains(next);
  }

  @Test
  void aDayOnWhichTheClockJumpsHasItsBackup() {
    BackupTimes times = times("daily 02:30");

    assertThat(times.after(Instant.parse("2026-03-28T12:00:00Z")))
        .contains(Instant.parse("2026-03-29T01:30:00Z"));
    assertThat(times.after(Instant.parse("2026-10-24T12:00:00Z")))
        .contains(Instant.parse("2026-10-25T00:30:00Z"));
  }

  @ParameterizedTest
  @CsvSource({"daily 02:00, 27", "0 */6 * * *, 8", "0 3 * * 1, 171", "off, 192"})
  void aBackupIsOldWhenTheLongestPauseIsOver(String setting, long hours) {
    assertThat(times(setting).tolerated(Instant.parse("2026-11-24T12:00:00Z")))
        .isEqualTo(Duration.ofHours(hours));
  }

  @Test
  void offHasNoTime() {
    for (String off : new String[] {"off", "OFF", "false"}) {
      assertThat(times(off).areOff()).isTrue();
      assertThat(times(off).after(Instant.EPOCH)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "daily",
        "daily 24:00",
        "daily 2",
        "hourly",
        "* * * *",
        "* * * * * *",
        "61 * * * *",
        "0 0 30 2 *",
        "@daily"
      })
  void whatCannotBeUnderstoodIsNoSchedule(String setting) {
    assertThat(BackupTimes.parse(setting, BERLIN)).isEmpty();
  }

  private static BackupTimes times(String setting) {
    return BackupTimes.parse(setting, BERLIN).orElseThrow();
  }
}
