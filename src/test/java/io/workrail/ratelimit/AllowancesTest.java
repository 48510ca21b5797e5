package io.workrail.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AllowancesTest {
  private static final int BOUND = 200;
  private static final Limit LIMIT = new Limit(60, 10, Duration.ofMinutes(1));

  private final FakeTicker time = new FakeTicker();
  private final Allowances allowances = new Allowances(BOUND, LIMIT.timeToFill(), time);

  @Test
  void grantsTheBurstAndThenOneByOne() {
    IntStream.range(0, 10).forEach(n -> assertThat(take("a").granted()).isTrue());

    Verdict refused = take("a");
    assertThat(refused.granted()).isFalse();
    assertThat(refused.remaining()).isZero();
    assertThat(refused.retryAfterSeconds()).isEqualTo(1);
    assertThat(refused.resetSeconds()).isEqualTo(10);

    time.advance(Duration.ofSeconds(refused.retryAfterSeconds()));
    assertThat(take("a").granted()).isTrue();
    assertThat(take("a").granted()).isFalse();
  }

  @Test
  void askingUsesNothing() {
    IntStream.range(0, 10).forEach(n -> take("a"));
    Verdict asked = allowances.of("a", LIMIT).ask();
    assertThat(asked.granted()).isFalse();
    assertThat(asked.retryAfterSeconds()).isEqualTo(1);
    assertThat(asked.resetSeconds()).isEqualTo(10);
    time.advance(Duration.ofSeconds(1));
    assertThat(allowances.of("a", LIMIT).ask().granted()).isTrue();
    assertThat(take("a").granted()).isTrue();
  }

  @Test
  void callersDoNotShareAnAllowance() {
    IntStream.range(0, 10).forEach(n -> take("a"));
    assertThat(take("b").remaining()).isEqualTo(9);
  }

  @Test
  void manyCallersTakeBoundedMemory() {
    IntStream.range(0, 50 * BOUND).forEach(n -> take("caller-" + n));
    assertThat(allowances.size()).isLessThanOrEqualTo(BOUND);
  }

  @Test
  void longNamesTakeTheirShareOfTheBound() {
    String tail = "x".repeat(8_000);
    IntStream.range(0, 10 * BOUND).forEach(n -> take(n + tail));
    assertThat(allowances.size()).isLessThanOrEqualTo(BOUND / 60);
  }

  @Test
  void aFloodOfOtherCallersDoesNotGiveAnEmptyBucketBack() {
    IntStream.range(0, 10).forEach(n -> take("attacker"));
    IntStream.range(0, 50 * BOUND).forEach(n -> take("single-" + n));
    assertThat(take("attacker").granted()).isFalse();
  }

  @Test
  void evenCallersThatComeTwiceDoNotPushTheEmptyBucketOut() {
    IntStream.range(0, 10).forEach(n -> take("attacker"));
    for (int n = 0; n < 20 * BOUND; n++) {
      take("twice-" + n);
      take("twice-" + n);
      take("twice-" + n);
    }
    assertThat(take("attacker").granted()).isFalse();
    assertThat(allowances.size()).isLessThanOrEqualTo(2 * BOUND);
  }

  @Test
  void whoDidNotCallUntilTheBucketWasFullIsForgotten() {
    IntStream.range(0, 100).forEach(n -> take("caller-" + n));
    time.advance(LIMIT.timeToFill().plusSeconds(1));
    assertThat(allowances.size()).isZero();
    assertThat(take("caller-1").remaining()).isEqualTo(9);
  }

  private Verdict take(String name) {
    return allowances.of(name, LIMIT).take();
  }
}
