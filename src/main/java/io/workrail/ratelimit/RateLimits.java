package io.workrail.ratelimit;

import com.github.benmanes.caffeine.cache.Ticker;
import io.dropwizard.core.setup.Environment;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import java.util.Optional;

/** All limits of the server, ready to be put in front of it. */
public final class RateLimits {
  private final AddressLimitFilter addresses;
  private final Optional<FailedAttempts> failures;
  private final SubjectLimits subjects;
  private final LoopGuard loopGuard;

  RateLimits(
      AddressLimitFilter addresses,
      Optional<FailedAttempts> failures,
      SubjectLimits subjects,
      LoopGuard loopGuard) {
    this.addresses = addresses;
    this.failures = failures;
    this.subjects = subjects;
    this.loopGuard = loopGuard;
  }

  /** No limits at all, and hints for whoever goes round in circles. */
  public static RateLimits none() {
    return new RateLimits(
        new AddressLimitFilter(Optional.empty(), Optional.empty(), RateLimitObserver.none()),
        Optional.empty(),
        SubjectLimits.none(),
        new LoopGuard(Ticker.systemTicker()));
  }

  /** Puts the filters in place; the operations port has none. */
  void install(Environment environment) {
    environment
        .servlets()
        .addFilter("address-limit", addresses)
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
    environment.jersey().register(new SubjectLimitFilter(subjects));
    failures.map(FailedAttemptsFilter::new).ifPresent(environment.jersey()::register);
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
