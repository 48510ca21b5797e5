package io.workrail.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  private final Latencies latencies = new Latencies();

  @Test
  void quantilesAreNeverBetterThanTheTruthAndHardlyWorse() {
    for (int micros = 1; micros <= 10_000; micros++) {
      latencies.add(micros * 1_000L);
    }

    assertThat(latencies.count()).isEqualTo(10_000);
    for (double share : new double[] {0.01, 0.5, 0.99, 0.999}) {
      double truth = share * 10_000_000;
      double found = latencies.quantile(share).toNanos();
      assertThat(found).isGreaterThanOrEqualTo(truth).isCloseTo(truth, within(truth / 60));
    }
    assertThat(latencies.quantile(1)).isEqualTo(latencies.max()).isEqualTo(Duration.ofMillis(10));
  }

  @Test
  void holdsExtremesAndNothing() {
    assertThat(latencies.quantile(0.5)).isZero();

    latencies.add(0);
    latencies.add(63);
    latencies.add(64);
    latencies.add(Long.MAX_VALUE);

    assertThat(latencies.quantile(0.25)).isZero();
    assertThat(latencies.quantile(0.5)).isEqualTo(Duration.ofNanos(63));
    assertThat(latencies.quantile(0.75)).isEqualTo(Duration.ofNanos(64));
    assertThat(latencies.quantile(1)).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
  }

  @Test
  void joinsHistograms() {
    Latencies other = new Latencies();
    latencies.add(5);
    other.add(50);

    latencies.addAll(other);

    assertThat(latencies.count()).isEqualTo(2);
    assertThat(latencies.max()).isEqualTo(Duration.ofNanos(50));
  }
}
