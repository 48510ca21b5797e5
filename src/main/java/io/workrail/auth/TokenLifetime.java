package io.workrail.auth;

import io.dropwizard.util.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How long a token may be valid, whoever asks: the setting and the command that issues them. */
final class TokenLifetime {
  static final int LEAST_MINUTES = 1;
  static final int MOST_DAYS = 366;
  static final String ALLOWED =
      "must be a duration from "
          + LEAST_MINUTES
          + "m to "
          + MOST_DAYS
          + "d: whoever steals a token has it for that long";

  private TokenLifetime() {}

  /** A lifetime; nothing when it is not allowed. */
  static Optional<java.time.Duration> of(Duration lifetime) {
    long nanoseconds = lifetime.toNanoseconds();
    return nanoseconds < TimeUnit.MINUTES.toNanos(LEAST_MINUTES)
            || nanoseconds > TimeUnit.DAYS.toNanos(MOST_DAYS)
        ? Optional.empty()
        : Optional.of(lifetime.toJavaDuration());
  }
}
