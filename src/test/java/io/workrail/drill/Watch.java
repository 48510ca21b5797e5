package io.workrail.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Asks the server how it is, all the time, as a balancer does. */
final class Watch implements AutoCloseable {
  private static final long EVERY_MILLIS = 50;
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);

  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicLong answers = new AtomicLong();
  private final AtomicLong slowestNanos = new AtomicLong();
  private final Callable<Integer> question;

  /** Asks from now on; the answer is a status. */
  Watch(Callable<Integer> question) {
    this.question = question;
    scheduler.scheduleWithFixedDelay(this::ask, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void ask() {
    long begin = System.nanoTime();
    try {
      int status = question.call();
      slowestNanos.accumulateAndGet(System.nanoTime() - begin, Math::max);
      answers.incrementAndGet();
      if (status != 200) {
        failures.add("status " + status);
      }
    } catch (Exception e) {
      failures.add(e.toString());
    }
  }

  /** Every answer was good and came in time. */
  void verify() {
    assertThat(failures).as("what the health page answered").isEmpty();
    assertThat(answers).as("number of answers").hasPositiveValue();
    assertThat(Duration.ofNanos(slowestNanos.get()))
        .as("slowest answer")
        .isLessThan(LONGEST_ANSWER);
  }

  @Override
  public String toString() {
    return "%d answers of the health page, the slowest after %d ms"
        .formatted(answers.get(), TimeUnit.NANOSECONDS.toMillis(slowestNanos.get()));
  }

  @Override
  public void close() throws InterruptedException {
    scheduler.shutdown();
    assertThat(scheduler.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
  }
}
