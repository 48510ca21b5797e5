package io.workrail.telemetry.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.dropwizard.lifecycle.Managed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Changes how much is logged while the server runs, for good (until the next start) or for a while.
 * Thread-safe.
 */
final class LogLevels implements Managed {
  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(LogLevels.class);

  private final LoggerContext context;
  private final ScheduledExecutorService scheduler;
  private final Clock clock;
  private final Map<String, Temporary> temporary = new HashMap<>();

  /** A level that falls back to the one before it. */
  private record Temporary(@Nullable Level before, Future<?> end) {}

  LogLevels(LoggerContext context, ScheduledExecutorService scheduler, Clock clock) {
    this.context = context;
    this.scheduler = scheduler;
    this.clock = clock;
  }

  /** The logger with this name, if anything logs under it or below it. */
  Optional<Logger> find(String name) {
    return Optional.ofNullable(context.exists(name));
  }

  /** Names that many loggers are below: the parts of the server. */
  List<String> parts() {
    return context.getLoggerList().stream()
        .map(Logger::getName)
        .filter(name -> name.matches("io\\.workrail\\.[a-z]+"))
        .sorted()
        .toList();
  }

  /** From now on; a fallback that was planned is off. Null takes the level of the parent. */
  synchronized void set(Logger logger, @Nullable Level level) {
    forget(logger);
    change(logger, level);
  }

  /**
   * For some time; then the level that was in force before the first such change is back.
   *
   * @return when it is over
   */
  synchronized Instant set(Logger logger, @Nullable Level level, Duration duration) {
    Temporary running = forget(logger);
    Level before = running == null ? logger.getLevel() : running.before();
    Future<?> end =
        scheduler.schedule(
            () -> fallBack(logger, before), duration.toMillis(), TimeUnit.MILLISECONDS);
    temporary.put(logger.getName(), new Temporary(before, end));
    change(logger, level);
    return clock.instant().plus(duration);
  }

  /** Nobody waits for levels of a server that stops. */
  @Override
  public synchronized void stop() {
    temporary.values().forEach(planned -> planned.end().cancel(false));
  }

  private synchronized void fallBack(Logger logger, @Nullable Level before) {
    temporary.remove(logger.getName());
    change(logger, before);
  }

  private @Nullable Temporary forget(Logger logger) {
    Temporary running = temporary.remove(logger.getName());
    if (running != null) {
      running.end().cancel(false);
    }
    return running;
  }

  private static void change(Logger logger, @Nullable Level level) {
    logger.setLevel(level);
    LOG.info("The level of {} is {} now", logger.getName(), logger.getEffectiveLevel());
  }
}
