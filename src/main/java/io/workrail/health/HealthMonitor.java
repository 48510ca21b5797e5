package io.workrail.health;

import com.codahale.metrics.health.HealthCheck;
import com.codahale.metrics.health.HealthCheckRegistry;
import io.dropwizard.lifecycle.ServerLifecycleListener;
import io.workrail.health.HealthReport.Check;
import io.workrail.outage.OutageLog;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the checks on a schedule and keeps what they found: whoever asks is answered from memory. A
 * check that hangs is reported and holds up no other. While one is red, it looks again soon, so
 * that a mended fault does not stay red for a whole interval. Thread-safe.
 */
public final class HealthMonitor implements ServerLifecycleListener, LifeCycle.Listener {
  /** The checks of the report, in its order. Others are for the admin connector alone. */
  private static final List<String> REPORTED =
      List.of("server", "storage", "memory", "disk", "database", "catalog", "backup");

  private static final Logger LOG = LoggerFactory.getLogger(HealthMonitor.class);
  private static final Duration INTERVAL_WHILE_RED = Duration.ofSeconds(2);

  private final HealthCheckRegistry registry;
  private final String version;
  private final Clock clock;
  private final Schedule schedule;
  private final Set<String> running = ConcurrentHashMap.newKeySet();
  private final Map<String, OutageLog> outages = new ConcurrentHashMap<>();
  private final HealthReport starting;
  private volatile HealthReport report;
  private volatile boolean stopping;
  private volatile Future<?> nextLook = CompletableFuture.completedFuture(null);

  /**
   * When and where checks run.
   *
   * @param patience after which a check counts as hanging
   */
  record Schedule(
      Duration interval,
      Duration patience,
      ScheduledExecutorService timer,
      ExecutorService workers) {}

  HealthMonitor(HealthCheckRegistry registry, String version, Clock clock, Schedule schedule) {
    this.registry = registry;
    this.version = version;
    this.clock = clock;
    this.schedule = schedule;
    this.starting =
        HealthReport.of(
            version,
            List.of(new Check("server", CheckStatus.ERROR, "The server is starting; wait for it.")),
            clock.instant());
    this.report = starting;
  }

  /** What was found last. */
  public HealthReport report() {
    return report;
  }

  /** The first look, before anybody is told that the server has started; then on schedule. */
  @Override
  public void serverStarted(Server server) {
    lookAndPlanTheNext();
  }

  /**
   * A server that stops fails its checks, which is no news: what was found last stands. A look that
   * is still to come would keep the server waiting for it.
   */
  @Override
  public void lifeCycleStopping(LifeCycle server) {
    stopping = true;
    nextLook.cancel(false);
  }

  /** Runs every check once. */
  void look() {
    List<String> names =
        REPORTED.stream().filter(name -> registry.getHealthCheck(name) != null).toList();
    List<Check> found = new ArrayList<>();
    try {
      List<Future<HealthCheck.Result>> results =
          schedule
              .workers()
              .invokeAll(
                  names.stream().map(this::task).toList(),
                  schedule.patience().toMillis(),
                  TimeUnit.MILLISECONDS);
      for (int i = 0; i < names.size(); i++) {
        found.add(read(names.get(i), results.get(i)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (stopping) {
      return;
    }
    HealthReport before = report;
    report = HealthReport.of(version, found, clock.instant());
    tell(before, report);
  }

  private void lookAndPlanTheNext() {
    if (stopping) {
      return;
    }
    try {
      look();
    } catch (RuntimeException e) {
      LOG.error("The health checks could not run", e);
    }
    Duration interval = schedule.interval();
    boolean soon = !report.isHealthy() && INTERVAL_WHILE_RED.compareTo(interval) < 0;
    long delay = (soon ? INTERVAL_WHILE_RED : interval).toMillis();
    try {
      nextLook = schedule.timer().schedule(this::lookAndPlanTheNext, delay, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("The server stops, there is no next look at its health");
    }
    if (stopping) {
      nextLook.cancel(false);
    }
  }

  private Callable<HealthCheck.Result> task(String name) {
    return () -> {
      if (!running.add(name)) {
        return HealthCheck.Result.unhealthy(
            "The check still hangs from the time before; look at the threads of the server: GET"
                + " /threads of the operations port");
      }
      try {
        return registry.runHealthCheck(name);
      } finally {
        running.remove(name);
      }
    };
  }

  private Check read(String name, Future<HealthCheck.Result> future) throws InterruptedException {
    if (future.isCancelled()) {
      return new Check(
          name,
          CheckStatus.ERROR,
          "The check did not end within %d ms; what it looks at (%s) hangs: iostat -x 2, dmesg, GET /threads of the operations port"
              .formatted(schedule.patience().toMillis(), name));
    }
    try {
      HealthCheck.Result result = future.get();
      if (result.getError() != null) {
        return failed(name, result.getError());
      }
      outage(name).works();
      String message = Optional.ofNullable(result.getMessage()).orElse("OK");
      return new Check(name, CheckStatus.of(result), message);
    } catch (ExecutionException e) {
      return failed(name, e.getCause() == null ? e : e.getCause());
    }
  }

  /** What an unexpected failure says may be nobody's business: it goes to the log only. */
  private Check failed(String name, Throwable failure) {
    outage(name).failed("The health check " + name + " failed", failure);
    return new Check(
        name, CheckStatus.ERROR, "The check itself failed; the log of the server says why.");
  }

  private OutageLog outage(String name) {
    return outages.computeIfAbsent(name, check -> new OutageLog(LOG));
  }

  private void tell(HealthReport before, HealthReport after) {
    for (Check check : after.checks()) {
      boolean wasRed = before.error(check.name()).isPresent() && !before.equals(starting);
      boolean isRed = check.status() == CheckStatus.ERROR;
      if (isRed && !wasRed) {
        LOG.error("Health: {} is red: {}", check.name(), check.message());
      } else if (wasRed && !isRed) {
        LOG.info("Health: {} is green again: {}", check.name(), check.message());
      }
    }
  }
}
