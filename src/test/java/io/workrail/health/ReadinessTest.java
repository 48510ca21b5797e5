package io.workrail.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ReadinessTest {
  private final Readiness readiness = new Readiness();

  @Test
  void isReadyWhenNothingIsInTheWay() {
    readiness.require(Optional::empty);
    assertThat(readiness.reasons()).isEmpty();
  }

  @Test
  void asksItsConditionsEachTime() {
    AtomicReference<Optional<String>> fault = new AtomicReference<>(Optional.of("no database"));
    readiness.require(fault::get);
    assertThat(readiness.reasons()).containsExactly("no database");
    fault.set(Optional.empty());
    assertThat(readiness.reasons()).isEmpty();
  }

  @Test
  void anObstacleLastsUntilItIsClosed() {
    Readiness.Obstacle restore = readiness.block("A backup is being restored.");
    Readiness.Obstacle second = readiness.block("A backup is being restored.");
    restore.close();
    assertThat(readiness.reasons()).containsExactly("A backup is being restored.");
    second.close();
    second.close();
    assertThat(readiness.reasons()).isEmpty();
  }
}
