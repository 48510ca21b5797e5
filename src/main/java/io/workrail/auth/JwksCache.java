package io.workrail.auth;

import io.dropwizard.lifecycle.Managed;
import io.workrail.configuration.CommandFailedException;
import io.workrail.outage.OutageLog;
import io.workrail.processor.ProcessorTurns;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A key set, read now and then, and when a token names a key that is not in it: providers put a new
 * key into the set when they begin to use it. Unknown keys cause one look in a while, however many
 * tokens name them. While the set cannot be read, the keys of before stay. Thread-safe.
 */
final class JwksCache implements KeySource, Managed {
  private static final Logger LOG = LoggerFactory.getLogger(JwksCache.class);

  /** How long a request waits for new keys. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Requests that wait at once: invented keys must not hold all threads of the server. */
  static final int MOST_WAITING = 16;

  private final JwksLocation location;
  private final Clock clock;
  private final ScheduledExecutorService scheduler;
  private final OutageLog outage = new OutageLog(LOG);
  private final Semaphore waiting = new Semaphore(MOST_WAITING);
  private volatile Keys keys = new Keys(List.of(), 0);
  private Instant nextLook = Instant.MIN;
  private CompletableFuture<Void> looking = CompletableFuture.completedFuture(null);
  private @Nullable Future<?> ticking;

  private record Keys(List<VerificationKey> all, long version) {
    List<VerificationKey> fitting(TokenHeader header) {
      return all.stream().filter(key -> key.fits(header)).toList();
    }
  }

  JwksCache(JwksLocation location, Clock clock, ScheduledExecutorService scheduler) {
    this.location = location;
    this.clock = clock;
    this.scheduler = scheduler;
  }

  /**
   * Reads the set for the first time. A provider that is down must not keep the server down.
   *
   * @throws CommandFailedException when a file is no key set
   */
  void open() {
    Optional<String> failure = look();
    if (failure.isPresent() && location instanceof JwksLocation.File) {
      throw new CommandFailedException("JWT_JWKS: " + location + " " + failure.get());
    }
  }

  @Override
  public List<VerificationKey> candidates(TokenHeader header) {
    List<VerificationKey> fitting = keys.fitting(header);
    if (!fitting.isEmpty() || header.method() == SigningMethod.HS256) {
      return fitting;
    }
    return ProcessorTurns.await(
        () -> {
          await(lookSoon());
          return keys.fitting(header);
        });
  }

  @Override
  public long version() {
    return keys.version();
  }

  @Override
  public void start() {
    long interval = location.interval().toMillis();
    ticking =
        scheduler.scheduleWithFixedDelay(this::look, interval, interval, TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() {
    if (ticking != null) {
      ticking.cancel(true);
    }
  }

  /** The look under way, a new one, or none when the last one is not long ago. */
  private synchronized CompletableFuture<Void> lookSoon() {
    if (looking.isDone() && !clock.instant().isBefore(nextLook)) {
      nextLook = clock.instant().plus(location.pause());
      looking = CompletableFuture.runAsync(this::look, scheduler);
    }
    return looking;
  }

  private void await(CompletableFuture<Void> look) {
    if (!waiting.tryAcquire()) {
      return;
    }
    try {
      look.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("The key set {} does not come in time", location, e);
    } finally {
      waiting.release();
    }
  }

  /**
   * Reads the set; gives what went wrong. Runs on one thread at a time: opening, then the timer.
   */
  private Optional<String> look() {
    try {
      List<VerificationKey> found = JsonWebKeys.read(location.read());
      if (!found.equals(keys.all())) {
        keys = new Keys(List.copyOf(found), keys.version() + 1);
        LOG.info("The key set {} holds {} usable keys", location, found.size());
      }
      outage.works();
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("was not read: the server stops");
    } catch (KeyFormatException e) {
      outage.failed("%s holds no key set, the last keys stay".formatted(location), e);
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException e) {
      // An exception would end the timer.
      outage.failed("The key set %s cannot be read, its last keys stay".formatted(location), e);
      return Optional.of("cannot be read");
    }
  }
}
