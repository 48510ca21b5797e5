package io.workrail.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitTest {
  @Test
  void saysItselfInWords() {
    assertThat(new Limit(100, 100, Duration.ofMinutes(1)).inWords()).isEqualTo("100 a minute");
    assertThat(new Limit(5, 9, Duration.ofSeconds(30)).inWords()).isEqualTo("5 in 30 seconds");
    assertThat(new Limit(5, 9, Duration.ofSeconds(30)).policy()).isEqualTo("5;w=30;burst=9");
  }

  @Test
  void widerIsWhoGetsMoreInTheLongRun() {
    Limit usual = new Limit(10, 10, Duration.ofMinutes(1));
    assertThat(new Limit(11, 1, Duration.ofMinutes(1)).isWiderThan(usual)).isTrue();
    assertThat(new Limit(10, 20, Duration.ofMinutes(1)).isWiderThan(usual)).isTrue();
    assertThat(new Limit(10, 99, Duration.ofMinutes(2)).isWiderThan(usual)).isFalse();
  }

  @Test
  void zeroIsNoLimitButTheAbsenceOfOne() {
    assertThatThrownBy(() -> new Limit(0, 1, Duration.ofMinutes(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Limit(1, 0, Duration.ofMinutes(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Limit(1, 1, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
