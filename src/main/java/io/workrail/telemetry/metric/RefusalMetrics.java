package io.workrail.telemetry.metric;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.workrail.auth.InvalidCredentialException.Reason;
import io.workrail.ratelimit.RateLimitScope;
import java.util.Locale;

/** Who was turned away, and why. Each reason is a constant, so the labels are closed sets. */
public final class RefusalMetrics {
  private final Counter rateLimited;
  private final Counter authenticationFailures;

  RefusalMetrics(PrometheusRegistry registry) {
    rateLimited =
        Counter.builder()
            .name("workrail_rate_limit_refusals_total")
            .help("Requests that were too many, by what was counted.")
            .labelNames("scope")
            .register(registry);
    startAtZero(rateLimited, RateLimitScope.values());
    authenticationFailures =
        Counter.builder()
            .name("workrail_authentication_failures_total")
            .help("Requests without a good credential, by what was wrong with it.")
            .labelNames("reason")
            .register(registry);
    startAtZero(authenticationFailures, Reason.values());
  }

  /** A request was refused because there were too many. */
  public void rateLimited(RateLimitScope scope) {
    rateLimited.labelValues(label(scope)).inc();
  }

  /** A request had no good credential. */
  public void authenticationFailed(Reason reason) {
    authenticationFailures.labelValues(label(reason)).inc();
  }

  /** The first of its kind has to show as an increase, too. */
  private static void startAtZero(Counter counter, Enum<?>[] labels) {
    for (Enum<?> constant : labels) {
      counter.initLabelValues(label(constant));
    }
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
