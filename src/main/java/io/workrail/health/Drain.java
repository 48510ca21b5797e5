package io.workrail.health;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.component.LifeCycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns readiness off as the very first act of a stop, before any connection closes, and leaves
 * balancers the time to notice. What comes after it, the wait for requests in flight, is Jetty's.
 */
public final class Drain implements LifeCycle.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

  private final Readiness readiness;
  private final Duration notice;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  Drain(Readiness readiness, Duration notice) {
    this.readiness = readiness;
    this.notice = notice;
  }

  /** Runs a listener when a stop begins, after readiness is off and before anything waits. */
  public void onBegin(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public void lifeCycleStopping(LifeCycle server) {
    readiness.block("The server is stopping; send requests to another one.");
    listeners.forEach(Runnable::run);
    LOG.info("Stopping: not ready any more; connections close in {} ms", notice.toMillis());
    try {
      // Nobody counts it down: a wait that an interrupt can end.
      boolean ended = new CountDownLatch(1).await(notice.toMillis(), TimeUnit.MILLISECONDS);
      LOG.debug("The notice is over: {}", ended);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
