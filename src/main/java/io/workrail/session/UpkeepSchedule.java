package io.workrail.session;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs {@link SessionUpkeep} again and again while the server runs. */
final class UpkeepSchedule implements Managed {
  private static final Logger LOG = LoggerFactory.getLogger(UpkeepSchedule.class);
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration EVERY = Duration.ofMinutes(10);

  private final SessionUpkeep upkeep;
  private final ScheduledExecutorService executor;
  private @Nullable Future<?> running;

  UpkeepSchedule(SessionUpkeep upkeep, ScheduledExecutorService executor) {
    this.upkeep = upkeep;
    this.executor = executor;
  }

  @Override
  public synchronized void start() {
    running =
        executor.scheduleWithFixedDelay(
            this::runOnce, FIRST.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public synchronized void stop() {
    if (running != null) {
      running.cancel(false);
    }
  }

  /** A failure must not end the schedule: the database or the disk may be back next time. */
  void runOnce() {
    try {
      SessionUpkeep.Result result = upkeep.run();
      if (result.abandoned() + result.deleted() > 0) {
        LOG.info(
            "{} idle sessions were abandoned, {} old ones deleted",
            result.abandoned(),
            result.deleted());
      }
    } catch (RuntimeException e) {
      LOG.warn("Idle and old sessions could not be looked after; next try in {}", EVERY, e);
    }
  }
}
