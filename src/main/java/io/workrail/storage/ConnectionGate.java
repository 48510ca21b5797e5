package io.workrail.storage;

import io.workrail.storage.StorageUnavailableException.Reason;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Keeps calls from waiting one after the other for a server that is gone: while there is no
 * connection, one call in a while tries to get one and the others fail at once. Otherwise all
 * threads would wait, and nobody would answer the probes. Thread-safe.
 */
final class ConnectionGate {
  private static final long PAUSE = Duration.ofSeconds(1).toNanos();

  private final LongSupplier nanoTime;
  private final AtomicLong nextTry = new AtomicLong();
  private volatile boolean closed;

  /** A gate by a clock that counts nanoseconds from any point on. */
  ConnectionGate(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Lets the call through.
   *
   * @throws StorageUnavailableException when it should not even try
   */
  void pass() {
    if (!closed) {
      return;
    }
    long now = nanoTime.getAsLong();
    long next = nextTry.get();
    if (now - next < 0 || !nextTry.compareAndSet(next, now + PAUSE)) {
      throw new StorageUnavailableException(Reason.GONE, null);
    }
  }

  /** There was a connection. */
  void open() {
    closed = false;
  }

  /** There was none. */
  void close() {
    nextTry.set(nanoTime.getAsLong() + PAUSE);
    closed = true;
  }
}
