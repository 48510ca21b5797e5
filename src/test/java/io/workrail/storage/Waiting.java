package io.workrail.storage;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, with a bound. */
final class Waiting {
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final Duration STEP = Duration.ofMillis(5);

  private Waiting() {}

  static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + BOUND.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not true after " + BOUND);
      }
      LockSupport.parkNanos(STEP.toNanos());
    }
  }
}
