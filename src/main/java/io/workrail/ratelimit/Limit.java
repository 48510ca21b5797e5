package io.workrail.ratelimit;

import io.github.bucket4j.Bandwidth;
import java.time.Duration;

/**
 * How often something may happen. Tokens come back evenly, so that nobody is shut out for the rest
 * of a window after one burst.
 *
 * @param max tokens that come back in one window
 * @param burst tokens that can be saved up
 * @param window how long {@code max} tokens take to come back
 */
public record Limit(long max, long burst, Duration window) {
  public Limit {
    if (max < 1 || burst < 1 || window.isNegative() || window.isZero()) {
      throw new IllegalArgumentException("a limit needs a positive rate, burst and window");
    }
  }

  /** How long a bucket that nobody uses takes to be full at most; afterwards it says nothing. */
  Duration timeToFill() {
    return window.multipliedBy(burst).dividedBy(max).plusSeconds(1);
  }

  /** The value of the header {@code RateLimit-Policy} (draft-ietf-httpapi-ratelimit-headers-07). */
  String policy() {
    // Written with every reply, where formatting by a pattern would be a good part of the cost.
    return max + ";w=" + Math.max(1, window.toSeconds()) + ";burst=" + burst;
  }

  /** The limit in words, such as {@code 100 a minute}. */
  String inWords() {
    return window.equals(Duration.ofMinutes(1))
        ? max + " a minute"
        : "%d in %d seconds".formatted(max, Math.max(1, window.toSeconds()));
  }

  /** Whether a caller with this limit may do more than with the other. */
  boolean isWiderThan(Limit other) {
    double rate = (double) max / window.toMillis();
    double otherRate = (double) other.max / other.window.toMillis();
    return rate == otherRate ? burst > other.burst : rate > otherRate;
  }

  Bandwidth toBandwidth() {
    return Bandwidth.builder().capacity(burst).refillGreedy(max, window).build();
  }
}
