package io.workrail.ratelimit;

/**
 * Hears of refusals, for counters. Called in the thread of the request, which waits: must be quick,
 * thread-safe and never throw.
 */
@FunctionalInterface
public interface RateLimitObserver {
  /** A request was refused with 429. */
  void refused(RateLimitScope scope);
}
