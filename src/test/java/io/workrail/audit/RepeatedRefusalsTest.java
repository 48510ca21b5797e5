package io.workrail.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.SettableClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RepeatedRefusalsTest {
  private final SettableClock clock = new SettableClock();
  private final List<AuditEvent> written = new ArrayList<>();
  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final RepeatedRefusals refusals = new RepeatedRefusals(new Keeping(), clock, scheduler);

  private final class Keeping implements AuditLog {
    @Override
    public void record(AuditEvent event) {
      written.add(event);
    }

    @Override
    public void recordDurably(AuditEvent event) {
      written.add(event);
    }
  }

  @AfterEach
  void stop() {
    scheduler.shutdownNow();
  }

  @Test
  void theFirstRefusalsOfAnAddressAreNotedOneByOne() {
    fail("192.0.2.1", "expired", 3);
    assertThat(written).hasSize(3);
    assertThat(written.get(0).details().get("address").textValue()).isEqualTo("192.0.2.1");
    assertThat(written.get(0).details().get("reason").textValue()).isEqualTo("expired");
  }

  @Test
  void theRestIsCountedAndNotedWhenThePeriodIsOver() {
    fail("192.0.2.1", "expired", 10);
    fail("192.0.2.1", "bad_signature", 7);
    assertThat(written).hasSize(RepeatedRefusals.SINGLES_OF_A_NETWORK);
    clock.advance(RepeatedRefusals.PERIOD);
    refusals.flushWhenOver();
    AuditEvent summary = written.get(RepeatedRefusals.SINGLES_OF_A_NETWORK);
    assertThat(summary.type()).isEqualTo("authentication.failed.repeated");
    assertThat(summary.details().get("count").longValue()).isEqualTo(12);
    assertThat(summary.details().get("reasons")).hasToString("{\"bad_signature\":7,\"expired\":5}");
    refusals.flushWhenOver();
    assertThat(written).hasSize(RepeatedRefusals.SINGLES_OF_A_NETWORK + 1);
  }

  @Test
  void subjectsAreCountedByName() {
    for (int i = 0; i < 7; i++) {
      refusals.record(
          RefusedSource.actor("ada"), "subject", AuditEvent.of("limit.refused").by("ada"));
    }
    refusals.stop();
    AuditEvent summary = written.get(RepeatedRefusals.SINGLES_OF_A_NETWORK);
    assertThat(summary.type()).isEqualTo("limit.refused.repeated");
    assertThat(summary.details().get("actor").textValue()).isEqualTo("ada");
    assertThat(summary.details().get("count").longValue()).isEqualTo(2);
  }

  @Test
  void aNewPeriodNotesSinglyAgain() {
    fail("192.0.2.1", "expired", 100);
    clock.advance(RepeatedRefusals.PERIOD);
    fail("192.0.2.1", "expired", 1);
    assertThat(written.get(written.size() - 1).type()).isEqualTo("authentication.failed");
  }

  @Test
  void manyAddressesGiveABoundedNumberOfLinesAndAllAreCounted() {
    int addresses = 20_000;
    for (int i = 0; i < addresses; i++) {
      fail("2001:db8::" + Integer.toHexString(i), "missing", 1);
    }
    refusals.stop();
    assertThat(written)
        .hasSizeLessThanOrEqualTo(RepeatedRefusals.SINGLES + RepeatedRefusals.SUMMARIES + 2);
    long counted =
        written.stream()
            .mapToLong(
                event ->
                    event.details().containsKey("count")
                        ? event.details().get("count").longValue()
                        : 1)
            .sum();
    assertThat(counted).isEqualTo(addresses);
  }

  private void fail(String address, String reason, int times) {
    for (int i = 0; i < times; i++) {
      refusals.record(
          RefusedSource.network(address),
          reason,
          AuditEvent.of("authentication.failed").from(address));
    }
  }
}
