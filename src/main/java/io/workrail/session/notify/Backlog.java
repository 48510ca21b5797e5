package io.workrail.session.notify;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The messages that are on their way, a bounded number. Thread-safe; only {@link #close} waits. */
final class Backlog {
  private final int capacity;
  private final Map<String, State> states = new HashMap<>();
  private boolean closed;

  private enum State {
    /** An attempt runs, or is next. */
    DUE,
    /** The next attempt comes after a pause. */
    PAUSING
  }

  Backlog(int capacity) {
    this.capacity = capacity;
  }

  /** False when there is no room, or nothing is taken any more. */
  synchronized boolean add(String id) {
    if (closed || states.size() >= capacity) {
      return false;
    }
    states.put(id, State.DUE);
    return true;
  }

  /** Begins an attempt; false when the message was given up meanwhile. */
  synchronized boolean begin(String id) {
    return states.computeIfPresent(id, (same, before) -> State.DUE) != null;
  }

  /** The attempt failed; there will be another one, unless the end is near: then false. */
  synchronized boolean pause(String id) {
    if (closed) {
      return false;
    }
    states.computeIfPresent(id, (same, before) -> State.PAUSING);
    return true;
  }

  /** The message is not on its way any more; false when that was known. */
  synchronized boolean remove(String id) {
    boolean removed = states.remove(id) != null;
    notifyAll();
    return removed;
  }

  synchronized boolean isEmpty() {
    return states.isEmpty();
  }

  /**
   * Takes nothing more, and waits for the attempts that are running or next.
   *
   * @return how many messages were left; they are not on their way any more
   */
  synchronized int close(Duration patience) {
    closed = true;
    long deadline = System.nanoTime() + patience.toNanos();
    long left = patience.toMillis();
    try {
      while (left > 0 && states.containsValue(State.DUE)) {
        wait(left);
        left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    int remaining = states.size();
    states.clear();
    return remaining;
  }
}
