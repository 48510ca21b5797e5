package io.workrail.benchmark.load;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** When a load is over: after a time, after a number of replies, or when it is stopped. */
final class Limit {
  private final long begin = System.nanoTime();
  private final long nanos;
  private final AtomicLong repliesLeft;
  private volatile boolean stopped;

  Limit(Duration time, long replies) {
    this.nanos = time.toNanos();
    this.repliesLeft = new AtomicLong(replies);
  }

  void countReply() {
    repliesLeft.decrementAndGet();
  }

  void stop() {
    stopped = true;
  }

  boolean isReached() {
    return stopped || repliesLeft.get() <= 0 || elapsedNanos() >= nanos;
  }

  long elapsedNanos() {
    return System.nanoTime() - begin;
  }
}
