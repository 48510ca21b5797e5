package io.workrail.storage;

import io.workrail.processor.ProcessorTurns;
import io.workrail.storage.StorageUnavailableException.Reason;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All writing to a SQLite file: one thread with one connection. Each unit is a savepoint; one
 * commit serves those that were waiting, and their callers go on after it. A unit that refuses is
 * undone alone; when the database itself fails, the whole batch is undone and may be repeated.
 */
final class GroupCommit {
  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

  /** More than the server lets in at once, so that it is the requests' bound which holds. */
  private static final int QUEUE = 2_048;

  /** Bounds how long the first unit of a batch waits for the last one. */
  private static final int BATCH = 256;

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration STOP = Duration.ofSeconds(20);
  private static final long IDLE_MILLIS = 200;

  /** Ends the wait of an idle writer; nobody runs it. */
  private static final PendingUnit<?> WAKE_UP = new PendingUnit<>(handle -> handle);

  private final SqliteFile file;
  private final Availability availability;
  private final BlockingQueue<PendingUnit<?>> queue = new ArrayBlockingQueue<>(QUEUE);
  private final AtomicLong commits = new AtomicLong();
  private final Thread thread = new Thread(this::work, "database-writer");
  private volatile boolean stopping;
  private @Nullable SqliteConnection connection;

  /**
   * A writer.
   *
   * @param connection to start with; without one the first unit opens it
   */
  GroupCommit(SqliteFile file, @Nullable SqliteConnection connection, Availability availability) {
    this.file = file;
    this.connection = connection;
    this.availability = availability;
    thread.setDaemon(true);
    thread.start();
  }

  /** Runs the unit and returns after its commit. */
  <T, X extends Exception> T write(UnitOfWork<T, X> unit) throws X {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException("a unit of work must not start another one");
    }
    PendingUnit<T> pending = new PendingUnit<>(unit);
    if (stopping || !queue.offer(pending)) {
      throw new StorageUnavailableException(Reason.BUSY, null);
    }
    return ProcessorTurns.<T, X>await(() -> pending.<X>await(PATIENCE));
  }

  /** How many commits there were. */
  long commits() {
    return commits.get();
  }

  /** How many units wait. */
  int waiting() {
    return queue.size();
  }

  /** Finishes what is waiting, then ends. */
  void stop() {
    stopping = true;
    // A full queue wakes it, too.
    boolean unneeded = !queue.offer(WAKE_UP);
    LOG.debug("The writer ends; it was busy: {}", unneeded);
    try {
      thread.join(STOP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    try {
      while (!stopping || !queue.isEmpty()) {
        PendingUnit<?> first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null && first != WAKE_UP) {
          commit(first);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stopping = true;
      close();
    }
  }

  private void commit(PendingUnit<?> first) {
    List<PendingUnit<?>> batch = new ArrayList<>();
    try {
      SqliteConnection open = requireConnection();
      open.execute("BEGIN IMMEDIATE");
      PendingUnit<?> next = first;
      while (next != null) {
        if (next.claim()) {
          batch.add(next);
          run(next, open);
        }
        next = batch.size() < BATCH ? poll() : null;
      }
      open.requireInPlace();
      open.execute("COMMIT");
      commits.incrementAndGet();
      availability.works();
      batch.forEach(PendingUnit::deliver);
    } catch (Throwable e) {
      // Also errors: the thread must go on, and callers must hear that there was no commit.
      fail(first, batch, e);
    }
  }

  private @Nullable PendingUnit<?> poll() {
    PendingUnit<?> next = queue.poll();
    return next == WAKE_UP ? null : next;
  }

  private static void run(PendingUnit<?> unit, SqliteConnection open) throws SQLException {
    open.execute("SAVEPOINT unit");
    try {
      unit.run(open.handle());
    } catch (Throwable refusal) {
      Optional<StorageUnavailableException> failure = StorageFailures.ofSqlite(refusal);
      if (failure.isPresent()) {
        // SQLite may have rolled everything back by itself.
        throw failure.get();
      }
      open.execute("ROLLBACK TO unit");
      unit.refused(refusal);
    }
    open.execute("RELEASE unit");
  }

  private SqliteConnection requireConnection() throws SQLException, IOException {
    if (connection != null) {
      connection.requireInPlace();
      return connection;
    }
    connection = file.openWriter();
    return connection;
  }

  private void fail(PendingUnit<?> first, List<PendingUnit<?>> batch, Throwable cause) {
    close();
    StorageUnavailableException failure =
        StorageFailures.ofSqlite(cause)
            .orElseGet(() -> new StorageUnavailableException(Reason.GONE, cause));
    availability.failed(failure);
    first.fail(failure);
    if (batch.isEmpty() && failure.reason() == Reason.BUSY) {
      // The lock was waited for in vain: were each to wait as long again, the last ones of many
      // would hang for minutes, and the probe with them.
      queue.drainTo(batch);
    }
    batch.forEach(unit -> unit.fail(failure));
  }

  /** Closing rolls back what was not committed. */
  private void close() {
    if (connection != null) {
      try {
        connection.close();
      } catch (RuntimeException e) {
        LOG.warn("The connection to the database was not closed well", e);
      }
      connection = null;
    }
  }
}
