package io.workrail.storage;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConnectionGateTest {
  private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 5);
  private final ConnectionGate gate = new ConnectionGate(time::get);

  @Test
  void whileThereIsNoConnectionOneCallASecondTries() {
    assertThatCode(gate::pass).doesNotThrowAnyException();
    gate.close();
    assertRefused();
    time.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThatCode(gate::pass).doesNotThrowAnyException();
    assertRefused();
    time.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThatCode(gate::pass).doesNotThrowAnyException();
  }

  @Test
  void aConnectionOpensItForAll() {
    gate.close();
    gate.open();
    assertThatCode(gate::pass).doesNotThrowAnyException();
    assertThatCode(gate::pass).doesNotThrowAnyException();
  }

  private void assertRefused() {
    assertThatThrownBy(gate::pass).isInstanceOf(StorageUnavailableException.class);
  }
}
