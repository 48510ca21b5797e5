package io.workrail.session.notify;

import io.workrail.audit.AuditEvent;
import io.workrail.audit.AuditLog;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages on their way: a bounded number waits, each is tried again with growing pauses, and what
 * is not delivered in the end is counted and stands in the audit log. Whoever offers one never
 * waits. Thread-safe.
 */
final class Deliveries {
  /** Messages that may wait; beyond these, new ones are dropped. */
  static final int CAPACITY = 1_000;

  /** With doubling pauses the last attempt is some eight minutes after the first. */
  static final int ATTEMPTS = 10;

  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration DROPS_TOGETHER = Duration.ofMinutes(1);

  private final Channel channel;
  private final NoticeDetails details;
  private final AuditLog audit;
  private final ScheduledExecutorService executor;
  private final Backlog backlog = new Backlog(CAPACITY);
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicLong unreported = new AtomicLong();
  private volatile boolean stopped;

  Deliveries(
      Channel channel, NoticeDetails details, AuditLog audit, ScheduledExecutorService executor) {
    this.channel = channel;
    this.details = details;
    this.audit = audit;
    this.executor = executor;
  }

  /** Takes a message on its way, or counts it as dropped. */
  void offer(Notice notice) {
    if (!backlog.add(notice.id())) {
      drop(1);
    } else if (!schedule(() -> attempt(notice, 1), Duration.ZERO)) {
      backlog.remove(notice.id());
      drop(1);
    }
  }

  /** How many messages were dropped because too many waited, or because the server stopped. */
  long dropped() {
    return dropped.get();
  }

  /** Whether nothing is on its way. */
  boolean isIdle() {
    return backlog.isEmpty();
  }

  /** Gives the attempts that are next some seconds, and accounts for what is left. */
  void stop(Duration patience) {
    int left = backlog.close(patience);
    dropped.addAndGet(left);
    unreported.addAndGet(left);
    stopped = true;
    reportDropped();
  }

  private void attempt(Notice notice, int attempt) {
    if (!backlog.begin(notice.id())) {
      return;
    }
    try {
      Optional<byte[]> json = details.describe(notice);
      if (json.isPresent()) {
        channel.deliver(notice, json.get());
      }
      backlog.remove(notice.id());
    } catch (InterruptedException e) {
      // The server stops, and counts what is left.
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      failed(notice, attempt, e);
    }
  }

  private void failed(Notice notice, int attempt, Exception failure) {
    LOG.debug(
        "{} was not delivered by the {}: {}", notice.id(), channel.name(), failure.toString());
    Duration pause = FIRST_PAUSE.multipliedBy(1L << (attempt - 1));
    boolean again =
        attempt < ATTEMPTS
            && backlog.pause(notice.id())
            && schedule(() -> attempt(notice, attempt + 1), pause);
    if (!again && backlog.remove(notice.id())) {
      LOG.warn("{} was given up by the {}: {}", notice.id(), channel.name(), failure.toString());
      audit.record(
          AuditEvent.of("notification.given_up")
              .with("channel", channel.name())
              .with("event", notice.occasion().label())
              .with("session", notice.session().value())
              .with("eventSeq", notice.seq())
              .with("attempts", attempt)
              .with("reason", failure.toString()));
    }
  }

  private boolean schedule(Runnable task, Duration pause) {
    try {
      Future<?> scheduled = executor.schedule(task, pause.toMillis(), TimeUnit.MILLISECONDS);
      return !scheduled.isCancelled();
    } catch (RejectedExecutionException e) {
      LOG.debug("The {} is not served any more", channel.name(), e);
      return false;
    }
  }

  /** Drops come in crowds: the first of them has all that follow within a minute written. */
  private void drop(long count) {
    dropped.addAndGet(count);
    boolean first = unreported.getAndAdd(count) == 0;
    if (first && (stopped || !schedule(this::reportDropped, DROPS_TOGETHER))) {
      reportDropped();
    }
  }

  private void reportDropped() {
    long count = unreported.getAndSet(0);
    if (count > 0) {
      LOG.warn("{} messages of the {} were dropped", count, channel.name());
      audit.record(
          AuditEvent.of("notification.dropped")
              .with("channel", channel.name())
              .with("count", count));
    }
  }
}
