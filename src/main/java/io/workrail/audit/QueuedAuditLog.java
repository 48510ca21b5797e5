package io.workrail.audit;

import io.dropwizard.lifecycle.Managed;
import io.workrail.audit.AuditLine.Noted;
import io.workrail.http.RequestId;
import io.workrail.outage.OutageLog;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events in a thread of its own, many with one visit to the disk. The queue is bounded: when
 * the disk does not keep up, events are counted instead, and the count is the first line that is
 * written afterwards.
 */
final class QueuedAuditLog implements AuditLog, Managed {
  private static final Logger LOG = LoggerFactory.getLogger(QueuedAuditLog.class);
  private static final int LARGEST_BATCH = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final OutageLog outage = new OutageLog(LOG);
  private final AuditAppender appender;
  private final Clock clock;
  private final BlockingQueue<Waiting> queue;
  private final AtomicLong dropped = new AtomicLong();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread writer = new Thread(this::write, "audit");

  /** An event, or nothing for the end, and who wants to know that it is written. */
  private record Waiting(Optional<Noted> noted, CompletableFuture<Void> written) {}

  QueuedAuditLog(AuditAppender appender, Clock clock, int capacity) {
    this.appender = appender;
    this.clock = clock;
    this.queue = new ArrayBlockingQueue<>(capacity);
    writer.setDaemon(true);
  }

  @Override
  public void record(AuditEvent event) {
    enqueue(waiting(event));
  }

  @Override
  public void recordDurably(AuditEvent event) {
    try {
      Waiting waiting = waiting(event);
      enqueue(waiting);
      waiting.written().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AuditUnavailableException("the audit log cannot be written now", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AuditUnavailableException("the wait for the audit log was interrupted", e);
    }
  }

  /** Events that were not written since the last line that says so. */
  long dropped() {
    return dropped.get();
  }

  @Override
  public void start() {
    writer.start();
  }

  /** Writes what waits, then ends. */
  @Override
  public void stop() throws InterruptedException {
    stopping.countDown();
    Waiting end = new Waiting(Optional.empty(), new CompletableFuture<>());
    if (queue.offer(end, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      writer.join(PATIENCE.toMillis());
    }
    if (dropped.get() > 0) {
      LOG.error("{} audit events are lost", dropped.get());
    }
  }

  private Waiting waiting(AuditEvent event) {
    Noted noted = new Noted(event, clock.instant(), RequestId.find());
    return new Waiting(Optional.of(noted), new CompletableFuture<>());
  }

  private void enqueue(Waiting waiting) {
    if (!queue.offer(waiting)) {
      dropped.incrementAndGet();
      waiting.written().completeExceptionally(new IOException("the audit queue is full"));
    }
  }

  private void write() {
    try {
      boolean isRunning = true;
      while (isRunning) {
        List<Waiting> batch = new ArrayList<>(List.of(queue.take()));
        queue.drainTo(batch, LARGEST_BATCH);
        isRunning = !batch.removeIf(waiting -> waiting.noted().isEmpty());
        writeUntilItWorks(batch);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void writeUntilItWorks(List<Waiting> batch) throws InterruptedException {
    while (!tryToWrite(batch)) {
      if (stopping.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
        dropped.addAndGet(batch.size());
        return;
      }
    }
  }

  private boolean tryToWrite(List<Waiting> batch) {
    long lost = dropped.get();
    List<Noted> events = new ArrayList<>();
    if (lost > 0) {
      AuditEvent event = AuditEvent.of("audit.dropped").with("count", lost);
      events.add(new Noted(event, clock.instant(), Optional.empty()));
    }
    batch.forEach(waiting -> waiting.noted().ifPresent(events::add));
    try {
      appender.append(events);
    } catch (IOException | RuntimeException e) {
      outage.failed("The audit log cannot be written, its events wait", e);
      return false;
    }
    outage.works();
    dropped.addAndGet(-lost);
    batch.forEach(waiting -> waiting.written().complete(null));
    return true;
  }
}
