package io.workrail.outage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is written of something that fails again and again. */
class OutageLogTest {
  private static final Exception REFUSED = new IOException("Connection refused");

  private final AtomicLong time = new AtomicLong();
  private final LogRecorder recorder = new LogRecorder(OutageLogTest.class);
  private final OutageLog log =
      new OutageLog(LoggerFactory.getLogger(OutageLogTest.class), time::get);

  @AfterEach
  void close() {
    recorder.close();
  }

  @Test
  void theFirstFailureHasItsCauseThenThereIsALineAMinuteAndOneWhenItWorksAgain() {
    for (int second = 0; second < 130; second++) {
      log.failed("It is away", REFUSED);
      log.failed("It is away", REFUSED);
      pass(1);
    }
    log.works();
    log.works();
    assertThat(recorder.lines())
        .containsExactly(
            "It is away; from now on such failures are counted",
            "It is away; still so after 60 s and 121 failures, the last: java.io.IOException:"
                + " Connection refused",
            "It is away; still so after 120 s and 241 failures, the last: java.io.IOException:"
                + " Connection refused",
            "It works again; 260 failures in 130 s: It is away");
    assertThat(recorder.traces()).isOne();
  }

  @Test
  void eachKindOfFailureIsToldOnce() {
    for (int i = 0; i < 10; i++) {
      log.failed("It is busy", REFUSED);
      log.failed("It is away", REFUSED);
    }
    log.works();
    assertThat(recorder.lines())
        .hasSize(3)
        .last()
        .asString()
        .endsWith("20 failures in 0 s: It is away; It is busy");
  }

  @Test
  void whatFailsAndWorksInTurnsDoesNotFillTheLogEither() {
    for (int second = 0; second < 60; second++) {
      log.failed("It is away", REFUSED);
      log.works();
      pass(1);
    }
    assertThat(recorder.lines()).hasSize(2);
    log.failed("It is away", REFUSED);
    assertThat(recorder.traces()).as("a minute later it is news again").isEqualTo(2);
  }

  @Test
  void aFailureWithoutACauseIsCountedOnly() {
    log.failed("It is away", null);
    assertThat(recorder.lines()).isEmpty();
    log.failed("It is away", REFUSED);
    log.works();
    assertThat(recorder.lines()).last().asString().contains("2 failures");
  }

  @Test
  void whatWorksIsNotWorthALine() {
    log.works();
    assertThat(recorder.lines()).isEmpty();
  }

  private void pass(long seconds) {
    time.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }
}
