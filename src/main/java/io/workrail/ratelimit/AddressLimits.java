package io.workrail.ratelimit;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.Optional;
import java.util.function.BiConsumer;

/** How much each address may ask for, before any credential is read. Thread-safe. */
final class AddressLimits {
  private final Optional<Shared> shared;
  private final Optional<FailedAttempts> failures;

  /** The allowances of all addresses under one limit. */
  private record Shared(Limit limit, Allowances allowances) {
    Verdict take(String address) {
      return allowances.of(address, limit).take();
    }
  }

  /** Why a request has to wait. */
  record Refused(RateLimitScope scope, Verdict verdict) {}

  /**
   * No address has asked yet.
   *
   * @param all for all requests; nothing for no limit
   * @param failed for requests without a good credential; nothing for no limit
   * @param bound how many addresses are remembered
   */
  AddressLimits(Optional<Limit> all, Optional<Limit> failed, long bound, Ticker ticker) {
    this.shared =
        all.map(limit -> new Shared(limit, new Allowances(bound, limit.timeToFill(), ticker)));
    this.failures = failed.map(limit -> new FailedAttempts(limit, bound, ticker));
  }

  /**
   * Uses one token of the address.
   *
   * @param header is told what is left, where there is a limit
   */
  Optional<Refused> judge(Attempt attempt, String path, BiConsumer<String, String> header) {
    if (LimitedPaths.isExempt(path)) {
      return Optional.empty();
    }
    Optional<Verdict> verdict = shared.map(limits -> limits.take(attempt.address()));
    verdict.ifPresent(known -> known.writeHeaders(header));
    if (verdict.isPresent() && !verdict.get().granted()) {
      return Optional.of(new Refused(RateLimitScope.ADDRESS, verdict.get()));
    }
    Optional<Verdict> slow =
        LimitedPaths.needCredential(path)
            ? failures.flatMap(lane -> lane.refusal(attempt))
            : Optional.empty();
    slow.ifPresent(known -> known.writeHeaders(header));
    return slow.map(known -> new Refused(RateLimitScope.FAILED_AUTHENTICATION, known));
  }

  /** The slower lane. */
  Optional<FailedAttempts> failures() {
    return failures;
  }
}
