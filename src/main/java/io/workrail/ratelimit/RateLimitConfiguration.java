package io.workrail.ratelimit;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.github.benmanes.caffeine.cache.Ticker;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDuration;
import io.dropwizard.validation.ValidationMethod;
import io.workrail.admin.AdminOperations;
import io.workrail.audit.AuditLog;
import io.workrail.auth.Role;
import io.workrail.http.WorkRailServerFactory;
import jakarta.servlet.DispatcherType;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.hibernate.validator.constraints.Range;
import org.jspecify.annotations.Nullable;

/** The key {@code security.rateLimit}: how much is too much. A {@code max} of 0 is no limit. */
public final class RateLimitConfiguration {
  private static final long MOST = 1_000_000;
  private static final String ALLOWED = "must be a whole number from {min} (no limit) to {max}";

  @NotNull
  @MinDuration(value = 1, unit = TimeUnit.SECONDS)
  @MaxDuration(value = 1, unit = TimeUnit.HOURS)
  @JsonProperty
  private Duration windowMs = Duration.minutes(1);

  @Range(max = MOST, message = ALLOWED)
  @JsonProperty
  private long max = 100;

  @JsonProperty private @Nullable Long burst;

  @Range(max = MOST, message = ALLOWED)
  @JsonProperty
  private long maxPerAddress = 1_000;

  @Range(max = MOST, message = ALLOWED)
  @JsonProperty
  private long maxFailedPerAddress = 60;

  @Min(100)
  @Max(MOST)
  @JsonProperty
  private long maxBuckets = 10_000;

  @NotNull @JsonProperty
  private Map<String, @Valid @NotNull RoleLimit> roles = new LinkedHashMap<>();

  /** What a role may instead of the others. */
  static final class RoleLimit {
    @Range(max = MOST, message = ALLOWED)
    @JsonProperty
    private long max;

    @JsonProperty private @Nullable Long burst;

    @ValidationMethod(message = "burst must be a whole number from 1 to 1000000, unless max is 0")
    boolean isBurstPossible() {
      return isPossible(max, burst);
    }
  }

  /**
   * Puts the limits in front of the application, and the one on failures in front of the
   * operations, too. Call this before the filter that identifies operators is added.
   *
   * @param observer hears of refusals
   * @param audit keeps them
   */
  public RateLimits install(
      WorkRailServerFactory server,
      Environment environment,
      RateLimitObserver observer,
      AuditLog audit) {
    Ticker ticker = Ticker.systemTicker();
    RefusalNotes notes = new RefusalNotes(observer, audit);
    RateLimits limits =
        new RateLimits(
            new SubjectLimits(limit(max, burst), overrides(), maxBuckets, ticker, notes::refused),
            new LoopGuard(ticker));
    limits.install(
        new AddressLimits(
            limit(maxPerAddress, null), limit(maxFailedPerAddress, null), maxBuckets, ticker),
        notes,
        server,
        environment);
    limit(maxFailedPerAddress, null)
        .map(failed -> new FailedAttempts(failed, maxBuckets, ticker))
        .ifPresent(failures -> slowOperations(failures, notes, environment));
    return limits;
  }

  private static void slowOperations(
      FailedAttempts failures, RefusalNotes notes, Environment environment) {
    environment
        .admin()
        .addFilter("failed-operations", new FailedOperationsFilter(failures, notes))
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, AdminOperations.PATHS);
  }

  /** The limits in words, as they are told at the start. */
  @Override
  public String toString() {
    String subject =
        limit(max, burst)
            .map(l -> "%s for each subject (burst %d)".formatted(l.inWords(), l.burst()))
            .orElse("no limit for each subject");
    String overrides = roles.isEmpty() ? "" : ", others for " + roles.keySet();
    return "%s%s, %s for each address, %s without a good token; %d of each are told apart"
        .formatted(
            subject,
            overrides,
            maxPerAddress == 0 ? "no limit" : maxPerAddress,
            maxFailedPerAddress == 0 ? "no limit" : maxFailedPerAddress,
            maxBuckets);
  }

  @ValidationMethod(
      message =
          "burst (RATE_LIMIT_BURST) must be a whole number from 1 to 1000000, unless max"
              + " (RATE_LIMIT_PER_MINUTE) is 0")
  boolean isBurstPossible() {
    return isPossible(max, burst);
  }

  @ValidationMethod(message = "roles must be some of agent, author, approver, operator, metrics")
  boolean isEveryRoleKnown() {
    return roles.keySet().stream().allMatch(label -> Role.find(label).isPresent());
  }

  private Map<Role, Optional<Limit>> overrides() {
    Map<Role, Optional<Limit>> overrides = new EnumMap<>(Role.class);
    roles.forEach(
        (label, own) -> overrides.put(Role.find(label).orElseThrow(), limit(own.max, own.burst)));
    return overrides;
  }

  private Optional<Limit> limit(long most, @Nullable Long savedUp) {
    return most == 0
        ? Optional.empty()
        : Optional.of(new Limit(most, savedUp == null ? most : savedUp, windowMs.toJavaDuration()));
  }

  private static boolean isPossible(long max, @Nullable Long burst) {
    return burst == null || (burst >= Math.min(max, 1) && burst <= MOST);
  }
}
