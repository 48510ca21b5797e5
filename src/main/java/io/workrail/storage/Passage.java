package io.workrail.storage;

import io.workrail.storage.StorageUnavailableException.Reason;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Lets any number of units pass, or one who changes the database itself. While that one waits for
 * the units that are on their way, new ones wait, too, so both waits are short. Thread-safe.
 */
final class Passage {
  /** Longer than the other one waits or works as a rule: then nobody is turned away. */
  private static final Duration PATIENCE_OF_UNITS = Duration.ofMillis(800);

  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  /**
   * Enters; {@link #leave} follows.
   *
   * @throws StorageUnavailableException when it stays closed
   */
  void enter() {
    try {
      // Without a time it would overtake the one who waits.
      if (!lock.readLock().tryLock(PATIENCE_OF_UNITS.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new StorageUnavailableException(Reason.BUSY, null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageUnavailableException(Reason.BUSY, e);
    }
  }

  void leave() {
    lock.readLock().unlock();
  }

  /** Keeps units out; false when those on their way do not end in time. */
  boolean close(Duration patience) throws InterruptedException {
    return lock.writeLock().tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  void open() {
    lock.writeLock().unlock();
  }
}
