package io.workrail.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that all bodies together may take while their requests are read, wait and run. A body
 * reserves its whole length before it is read, so that bodies that were begun can always be
 * finished. An eighth is kept for small bodies: however many large ones are on their way, a call of
 * the usual size gets through. Thread-safe.
 */
final class BodyBudget {
  /** Bytes up to which a body counts as small; nearly all calls are. */
  static final int SMALL = 16 * 1024;

  private final long total;
  private final AtomicLong used = new AtomicLong();

  /** A budget of so many bytes. */
  BodyBudget(long total) {
    this.total = total;
  }

  /** The largest body that can ever be read. */
  long largest() {
    return total - total / 8;
  }

  /**
   * Takes bytes for a body that has some already; nothing when there are not enough.
   *
   * @return whether they were taken
   */
  boolean reserve(long held, long wanted) {
    long ceiling = held + wanted <= SMALL ? total : largest();
    long before = used.get();
    while (before + wanted <= ceiling) {
      if (used.compareAndSet(before, before + wanted)) {
        return true;
      }
      before = used.get();
    }
    return false;
  }

  void release(long bytes) {
    used.addAndGet(-bytes);
  }

  /** Bytes taken now. */
  long used() {
    return used.get();
  }
}
