package io.workrail.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;

/**
 * The slower lane of addresses from which authentications fail. Each failure uses a token; when
 * none is left, a credential from there is not even looked at, right or wrong – unless it was good
 * at this address before, so that one agent with a stale token does not shut out its neighbours
 * behind the same router. Thread-safe.
 */
final class FailedAttempts {
  private static final Duration PROVEN_FOR = Duration.ofHours(1);

  private final Limit limit;
  private final Allowances lanes;

  /** The digests of attempts that succeeded. */
  private final Cache<String, Boolean> proven;

  FailedAttempts(Limit limit, long bound, Ticker ticker) {
    this.limit = limit;
    this.lanes = new Allowances(bound, limit.timeToFill(), ticker);
    this.proven =
        Caffeine.newBuilder()
            .maximumSize(bound)
            .expireAfterAccess(PROVEN_FOR)
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  /** Why the attempt has to wait; nothing when its credential may be looked at. */
  Optional<Verdict> refusal(Attempt attempt) {
    return lanes
        .find(attempt.address(), limit)
        .map(Allowance::ask)
        .filter(verdict -> !verdict.granted() && !isProven(attempt));
  }

  /** The credential was not good, or missing. */
  void failed(Attempt attempt) {
    lanes.of(attempt.address(), limit).take();
    attempt.digest().ifPresent(proven::invalidate);
  }

  /** The credential was good. */
  void succeeded(Attempt attempt) {
    attempt
        .digest()
        .filter(digest -> proven.getIfPresent(digest) == null)
        .ifPresent(digest -> proven.put(digest, true));
  }

  private boolean isProven(Attempt attempt) {
    return attempt.digest().filter(digest -> proven.getIfPresent(digest) != null).isPresent();
  }
}
