package io.workrail.telemetry.metric;

import io.dropwizard.core.setup.Environment;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out now and then what is too dear for each scrape. Thread-safe. */
final class Sampler {
  private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);
  private static final Duration INTERVAL = Duration.ofSeconds(15);

  private final List<Runnable> samples = new CopyOnWriteArrayList<>();
  private final AtomicBoolean isInstalled = new AtomicBoolean();

  void add(Runnable sample) {
    samples.add(sample);
  }

  /** Begins when the server has started, and ends with it; once, however often it is asked for. */
  void install(Environment environment) {
    if (isInstalled.getAndSet(true)) {
      return;
    }
    ScheduledExecutorService timer =
        environment
            .lifecycle()
            .scheduledExecutorService("metrics-sampler", true)
            .threads(1)
            .build();
    environment
        .lifecycle()
        .addServerLifecycleListener(
            server -> {
              var unused =
                  timer.scheduleWithFixedDelay(
                      this::takeAll, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
            });
  }

  private void takeAll() {
    for (Runnable sample : samples) {
      try {
        sample.run();
      } catch (RuntimeException e) {
        // The metric keeps its last value; the health checks tell what is wrong.
        LOG.debug("A sample could not be taken", e);
      }
    }
  }
}
