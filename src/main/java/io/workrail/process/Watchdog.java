package io.workrail.process;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How often the service manager wants to hear that the server lives, from {@code $WATCHDOG_USEC}
 * and {@code $WATCHDOG_PID} ({@code sd_watchdog_enabled(3)}).
 *
 * @param period after which without a word it takes the server for dead
 */
record Watchdog(Duration period) {
  /** Nothing when it does not want to hear from this process. */
  static Optional<Watchdog> find(Map<String, String> environment, long process) {
    String period = environment.getOrDefault("WATCHDOG_USEC", "");
    String meant = environment.getOrDefault("WATCHDOG_PID", "");
    if (period.isEmpty() || !(meant.isEmpty() || meant.equals(String.valueOf(process)))) {
      return Optional.empty();
    }
    try {
      long microseconds = Long.parseLong(period);
      return microseconds > 0
          ? Optional.of(new Watchdog(Duration.ofNanos(Math.multiplyExact(microseconds, 1000L))))
          : Optional.empty();
    } catch (NumberFormatException | ArithmeticException e) {
      throw new IllegalArgumentException("WATCHDOG_USEC has to be a number of microseconds", e);
    }
  }

  /** Twice in a period, as the manual advises. */
  Duration interval() {
    return period.dividedBy(2);
  }

  /** How long an answer of the server to itself may take: a late one is still in time. */
  Duration patience() {
    return period.multipliedBy(2).dividedBy(5);
  }
}
