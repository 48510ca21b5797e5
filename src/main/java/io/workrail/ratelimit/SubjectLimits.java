package io.workrail.ratelimit;

import com.github.benmanes.caffeine.cache.Ticker;
import io.workrail.auth.Caller;
import io.workrail.auth.Role;
import io.workrail.http.RetryLater;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How much each subject may ask for. Roles add up: of several overrides the widest counts, and no
 * limit is the widest of all. Thread-safe.
 */
public final class SubjectLimits {
  private final Optional<Limit> usual;
  private final Map<Role, Optional<Limit>> overrides;
  private final Allowances allowances;
  private final Consumer<Caller> whenRefused;

  /**
   * No subject has asked yet.
   *
   * @param usual for roles without an override; nothing for no limit
   * @param bound how many subjects are remembered
   * @param whenRefused hears of callers who were refused
   */
  SubjectLimits(
      Optional<Limit> usual,
      Map<Role, Optional<Limit>> overrides,
      long bound,
      Ticker ticker,
      Consumer<Caller> whenRefused) {
    this.usual = usual;
    this.overrides = new EnumMap<>(Role.class);
    this.overrides.putAll(overrides);
    this.allowances = new Allowances(bound, longestToFill(usual, overrides), ticker);
    this.whenRefused = whenRefused;
  }

  /** Nobody is limited. */
  public static SubjectLimits none() {
    return new SubjectLimits(Optional.empty(), Map.of(), 1, Ticker.systemTicker(), caller -> {});
  }

  /** Uses one token of the caller; nothing when the caller has no limit. */
  Optional<Verdict> take(Caller caller) {
    Optional<Verdict> verdict =
        limitOf(caller).map(limit -> allowances.of(caller.subject(), limit).take());
    if (verdict.isPresent() && !verdict.get().granted()) {
      whenRefused.accept(caller);
    }
    return verdict;
  }

  /** Counts one more call of a request that has several; the refusal when it was one too many. */
  public Optional<RetryLater> refuse(Caller caller) {
    return take(caller)
        .filter(verdict -> !verdict.granted())
        .map(verdict -> Refusals.of(RateLimitScope.SUBJECT, verdict));
  }

  private Optional<Limit> limitOf(Caller caller) {
    if (overrides.isEmpty()) {
      return usual;
    }
    List<Optional<Limit>> own =
        caller.roles().stream().filter(overrides::containsKey).map(this::override).toList();
    if (own.isEmpty()) {
      return usual;
    }
    return own.stream().reduce(SubjectLimits::wider).orElse(usual);
  }

  private Optional<Limit> override(Role role) {
    return overrides.getOrDefault(role, usual);
  }

  private static Optional<Limit> wider(Optional<Limit> one, Optional<Limit> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return Optional.empty();
    }
    return one.get().isWiderThan(other.get()) ? one : other;
  }

  private static Duration longestToFill(
      Optional<Limit> usual, Map<Role, Optional<Limit>> overrides) {
    List<Optional<Limit>> all = new ArrayList<>(overrides.values());
    all.add(usual);
    return all.stream()
        .flatMap(Optional::stream)
        .map(Limit::timeToFill)
        .max(Duration::compareTo)
        .orElse(Duration.ofMinutes(1));
  }
}
