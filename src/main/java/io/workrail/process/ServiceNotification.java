package io.workrail.process;

import io.dropwizard.core.setup.Environment;
import io.workrail.health.Health;
import io.workrail.http.RequestPath;
import io.workrail.outage.OutageLog;
import io.workrail.telemetry.metric.Metrics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the service manager informed, when there is one: {@code $NOTIFY_SOCKET}. */
public final class ServiceNotification {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceNotification.class);
  private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

  /** Answered from memory, and never refused because there is too much to do. */
  private static final String PROBE = "/ready";

  private ServiceNotification() {}

  /**
   * Begins with the start of the server and ends with its stop. Without the variable nothing
   * happens and nothing is loaded.
   */
  public static void install(
      Environment environment,
      Map<String, String> variables,
      Health health,
      Metrics metrics,
      RequestPath requestPath) {
    String name = variables.getOrDefault("NOTIFY_SOCKET", "");
    if (name.isEmpty()) {
      return;
    }
    try {
      NotifySocket socket = new NotifySocket(name);
      Optional<Watchdog> watchdog = Watchdog.find(variables, ProcessHandle.current().pid());
      metrics.countSessions(environment);
      ServiceNotices notices =
          new ServiceNotices(
              socket,
              health.readiness(),
              metrics::activeSessions,
              patience -> requestPath.get(PROBE, patience));
      schedule(environment, notices, watchdog);
      health.drain().onBegin(notices::stopping);
    } catch (IllegalArgumentException e) {
      LOG.warn("The service manager is not told how the server is: {}", e.getMessage());
    }
  }

  private static void schedule(
      Environment environment, ServiceNotices notices, Optional<Watchdog> watchdog) {
    ScheduledExecutorService timer =
        environment
            .lifecycle()
            .scheduledExecutorService("service-notification", true)
            .threads(2)
            .shutdownTime(io.dropwizard.util.Duration.milliseconds(1))
            .build();
    timer.execute(notices::look);
    environment
        .lifecycle()
        .addServerLifecycleListener(
            server -> {
              every(LOOK_INTERVAL, timer, notices::look);
              watchdog.ifPresent(
                  wanted -> every(wanted.interval(), timer, () -> notices.answer(wanted)));
            });
  }

  private static void every(Duration interval, ScheduledExecutorService timer, Runnable work) {
    OutageLog outage = new OutageLog(LOG);
    var unused =
        timer.scheduleAtFixedRate(
            () -> tryTo(work, outage), 0, interval.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** A failure that nobody foresaw must not end the schedule, and with it the server. */
  private static void tryTo(Runnable work, OutageLog outage) {
    try {
      work.run();
      outage.works();
    } catch (RuntimeException e) {
      outage.failed("The service manager could not be told how the server is", e);
    }
  }
}
