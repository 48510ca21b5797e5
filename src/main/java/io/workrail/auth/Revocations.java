package io.workrail.auth;

import io.dropwizard.lifecycle.Managed;
import io.workrail.outage.OutageLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The revocations that this server knows. It looks for new ones twice a second, so that every
 * server follows within a second whoever revoked; a request only looks into memory. While the store
 * does not answer, what is known stays. Thread-safe.
 */
final class Revocations implements Managed {
  private static final Duration INTERVAL = Duration.ofMillis(500);

  /**
   * The moments of revocations come from the clocks of many machines and are written a bit later.
   */
  private static final Duration OVERLAP = Duration.ofMinutes(5);

  /** Even a machine whose clock is far off is followed some time. */
  private static final Duration FULL = Duration.ofMinutes(1);

  private final RevocationStore store;
  private final Clock clock;
  private final ScheduledExecutorService scheduler;
  private final Map<String, Instant> tokens = new ConcurrentHashMap<>();
  private final Map<String, Instant> subjects = new ConcurrentHashMap<>();
  private Instant newest = Instant.EPOCH;
  private Instant nextFull = Instant.MIN;
  private long origin;
  private final OutageLog outage = new OutageLog(LoggerFactory.getLogger(Revocations.class));
  private @Nullable Future<?> ticking;

  Revocations(RevocationStore store, Clock clock, ScheduledExecutorService scheduler) {
    this.store = store;
    this.clock = clock;
    this.scheduler = scheduler;
  }

  /**
   * Whether a token was revoked, itself or with its subject. Tokens tell seconds: one of the same
   * second as the revocation of its subject counts as older, and so does one without a time.
   */
  boolean cover(VerifiedToken token) {
    if (token.id().isPresent() && tokens.containsKey(token.id().get())) {
      return true;
    }
    Instant end = subjects.get(token.caller().subject());
    return end != null && !token.issuedAt().orElse(Instant.MIN).isAfter(end);
  }

  /** Reads all before the first request is served. */
  @Override
  public void start() {
    refresh();
    ticking =
        scheduler.scheduleWithFixedDelay(
            this::tryToRefresh, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() {
    if (ticking != null) {
      ticking.cancel(false);
    }
  }

  /** Reads what is new in the store. */
  synchronized void refresh() {
    Instant now = clock.instant();
    long found = store.origin();
    boolean isFull = !now.isBefore(nextFull) || found != origin;
    Instant since = isFull || newest.equals(Instant.EPOCH) ? Instant.EPOCH : newest.minus(OVERLAP);
    for (Revocation revocation : store.listSince(since)) {
      Map<String, Instant> known =
          switch (revocation.kind()) {
            case TOKEN -> tokens;
            case SUBJECT -> subjects;
          };
      known.merge(
          revocation.name(), revocation.at(), (one, other) -> one.isAfter(other) ? one : other);
      newest = revocation.at().isAfter(newest) ? revocation.at() : newest;
    }
    // Asked for before the rows: a restore in between is noticed by the next look.
    origin = found;
    if (isFull) {
      nextFull = now.plus(FULL);
    }
  }

  /** As {@link #refresh}; a store that does not answer is logged and asked again later. */
  synchronized void tryToRefresh() {
    try {
      refresh();
      outage.works();
    } catch (RuntimeException e) {
      outage.failed("Revocations cannot be read, those that are known stay in force", e);
    }
  }
}
