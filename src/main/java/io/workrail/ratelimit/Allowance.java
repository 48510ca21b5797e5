package io.workrail.ratelimit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import java.util.concurrent.TimeUnit;

/** What one caller has left. Thread-safe. */
final class Allowance {
  private final Limit limit;
  private final Bucket bucket;

  Allowance(Limit limit, TimeMeter meter) {
    this.limit = limit;
    this.bucket =
        Bucket.builder().addLimit(limit.toBandwidth()).withCustomTimePrecision(meter).build();
  }

  /** Uses one token if there is one. */
  Verdict take() {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    return new Verdict(
        limit,
        probe.isConsumed(),
        probe.getRemainingTokens(),
        secondsUp(probe.getNanosToWaitForRefill()),
        secondsUp(probe.getNanosToWaitForReset()));
  }

  /** What {@link #take} would say about the right to go on; uses nothing. */
  Verdict ask() {
    EstimationProbe probe = bucket.estimateAbilityToConsume(1);
    long missing = limit.burst() - probe.getRemainingTokens();
    long resetNanos = limit.window().toNanos() / limit.max() * Math.max(0, missing);
    return new Verdict(
        limit,
        probe.canBeConsumed(),
        probe.getRemainingTokens(),
        secondsUp(probe.getNanosToWaitForRefill()),
        secondsUp(resetNanos));
  }

  /** Whether forgetting it would be a present worth having. */
  boolean isMostlySpent() {
    return bucket.getAvailableTokens() < (limit.burst() + 1) / 2;
  }

  private static long secondsUp(long nanos) {
    long second = TimeUnit.SECONDS.toNanos(1);
    return (nanos + second - 1) / second;
  }
}
