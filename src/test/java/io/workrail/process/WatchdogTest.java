package io.workrail.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatchdogTest {
  @Test
  void wantsTwoAnswersInAPeriodAndLateOnesAreInTime() {
    Watchdog watchdog = Watchdog.find(Map.of("WATCHDOG_USEC", "30000000"), 7).orElseThrow();
    assertThat(watchdog.period()).isEqualTo(Duration.ofSeconds(30));
    assertThat(watchdog.interval()).isEqualTo(Duration.ofSeconds(15));
    assertThat(watchdog.interval().plus(watchdog.patience())).isLessThan(watchdog.period());
  }

  @Test
  void isMeantForTheProcessThatItNames() {
    assertThat(find("30000000", "7")).isTrue();
    assertThat(find("30000000", "")).isTrue();
    assertThat(find("30000000", "8")).isFalse();
    assertThat(find("0", "7")).isFalse();
    assertThat(find("", "7")).isFalse();
    assertThat(Watchdog.find(Map.of(), 7)).isEmpty();
  }

  @Test
  void aPeriodThatIsNoNumberIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> find("30s", ""));
    assertThatIllegalArgumentException().isThrownBy(() -> find("9223372036854775807", ""));
  }

  private static boolean find(String period, String process) {
    return Watchdog.find(Map.of("WATCHDOG_USEC", period, "WATCHDOG_PID", process), 7).isPresent();
  }
}
