package io.workrail.backup;

import io.dropwizard.lifecycle.Managed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes backups at their times while the server runs. One that was missed because the machine was
 * off is made soon after the start; after a failure it is tried again within the hour.
 */
final class BackupSchedule implements Managed {
  private static final Logger LOG = LoggerFactory.getLogger(BackupSchedule.class);

  /** A start has more important things to do first. */
  private static final Duration AFTER_START = Duration.ofMinutes(1);

  private static final Duration AFTER_FAILURE = Duration.ofHours(1);

  private final BackupTimes times;
  private final Runnable backup;
  private final Supplier<Optional<Instant>> covered;
  private final Clock clock;
  private final ScheduledExecutorService executor;
  private @Nullable Future<?> next;
  private boolean stopped;

  /**
   * A schedule.
   *
   * @param backup makes one; what it throws is its failure, and noted already
   * @param covered up to when the data needs no backup any more
   */
  BackupSchedule(
      BackupTimes times,
      Runnable backup,
      Supplier<Optional<Instant>> covered,
      Clock clock,
      ScheduledExecutorService executor) {
    this.times = times;
    this.backup = backup;
    this.covered = covered;
    this.clock = clock;
    this.executor = executor;
  }

  @Override
  public void start() {
    if (!times.areOff()) {
      submit(this::planFirst, Duration.ZERO);
    }
  }

  /** A backup that is being made is given up: it leaves nothing, and the next start makes one. */
  @Override
  public synchronized void stop() {
    stopped = true;
    if (next != null) {
      next.cancel(true);
    }
  }

  private void planFirst() {
    Instant now = clock.instant();
    Instant due = times.after(covered.get().orElse(now)).orElse(now);
    Duration wait = Duration.between(now, due);
    submit(this::run, wait.compareTo(AFTER_START) < 0 ? AFTER_START : wait);
  }

  private void run() {
    boolean made = false;
    try {
      backup.run();
      made = true;
    } catch (BackupException e) {
      LOG.warn("The backup of the schedule was not made: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("The backup of the schedule was not made", e);
    } finally {
      planNext(made);
    }
  }

  private void planNext(boolean made) {
    Instant now = clock.instant();
    Duration regular = Duration.between(now, times.after(now).orElse(now));
    boolean soon = !made && AFTER_FAILURE.compareTo(regular) < 0;
    submit(this::run, soon ? AFTER_FAILURE : regular);
  }

  private synchronized void submit(Runnable work, Duration wait) {
    if (stopped) {
      return;
    }
    try {
      next = executor.schedule(work, wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("The server stops, there is no next backup");
    }
  }
}
