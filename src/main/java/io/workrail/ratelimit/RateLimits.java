package io.workrail.ratelimit;

import com.github.benmanes.caffeine.cache.Ticker;
import io.dropwizard.core.setup.Environment;
import io.workrail.http.WorkRailServerFactory;

/** The limits that other features ask as well. */
public final class RateLimits {
  private final SubjectLimits subjects;
  private final LoopGuard loopGuard;

  RateLimits(SubjectLimits subjects, LoopGuard loopGuard) {
    this.subjects = subjects;
    this.loopGuard = loopGuard;
  }

  /** No limits at all, and hints for whoever goes round in circles. */
  public static RateLimits none() {
    return new RateLimits(SubjectLimits.none(), new LoopGuard(Ticker.systemTicker()));
  }

  /** Puts the limits in front of the application. */
  void install(
      AddressLimits addresses,
      RefusalNotes notes,
      WorkRailServerFactory server,
      Environment environment) {
    server.guardBy(next -> new AddressLimitHandler(addresses, notes, next));
    addresses.failures().map(FailedAttemptsFilter::new).ifPresent(environment.jersey()::register);
    environment.jersey().register(new SubjectLimitFilter(subjects));
  }

  /** For requests that hold more than one call. */
  public SubjectLimits subjects() {
    return subjects;
  }

  /** Notices agents that go round in circles. */
  public LoopGuard loopGuard() {
    return loopGuard;
  }
}
