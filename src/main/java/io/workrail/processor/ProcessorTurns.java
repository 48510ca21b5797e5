package io.workrail.processor;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets few threads compute at once, the others in the order in which they came. A processor that
 * has dozens of threads to run gives each some milliseconds in turn, so that the thread of the
 * network and the answer to a probe wait for all of them; with a few they get their turn at once,
 * and nothing is computed any later for it.
 *
 * <p>A thread that waits for something else than a processor lets others compute meanwhile, by
 * {@link #await}. One that forgets to say so holds others up for the patience, not for good: turns
 * keep the order, they protect nothing. Thread-safe.
 */
public final class ProcessorTurns {
  private static final int TURNS_OF_A_PROCESSOR = 2;
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final ThreadLocal<ProcessorTurns> HELD = new ThreadLocal<>();

  private final Semaphore free;
  private final Duration patience;

  /**
   * A number of turns.
   *
   * @param patience after this long a thread computes without a turn
   */
  public ProcessorTurns(int turns, Duration patience) {
    this.free = new Semaphore(turns, true);
    this.patience = patience;
  }

  /** As many as the processors of this machine can serve. */
  public static ProcessorTurns ofMachine() {
    return new ProcessorTurns(
        Runtime.getRuntime().availableProcessors() * TURNS_OF_A_PROCESSOR, PATIENCE);
  }

  /**
   * What a thread does.
   *
   * @param <T> what comes of it
   * @param <X> what it may throw
   */
  @FunctionalInterface
  public interface Work<T, X extends Exception> {
    /** Does it. */
    T run() throws X;
  }

  /**
   * Does the work when it is this thread's turn; at once when it has one already.
   *
   * @throws X what the work throws
   */
  public <T, X extends Exception> T compute(Work<T, X> work) throws X {
    if (HELD.get() != null) {
      return work.run();
    }
    take();
    try {
      return work.run();
    } finally {
      giveBack();
    }
  }

  /**
   * Waits for something, such as a disk or another machine, while others compute. The turn that
   * this thread had, if any, it has again afterwards.
   *
   * @throws X what the wait throws
   */
  public static <T, X extends Exception> T await(Work<T, X> wait) throws X {
    ProcessorTurns turns = HELD.get();
    if (turns == null) {
      return wait.run();
    }
    turns.giveBack();
    try {
      return wait.run();
    } finally {
      turns.take();
    }
  }

  /** How many threads could compute at once beside those that do. */
  int free() {
    return free.availablePermits();
  }

  /** How many threads wait for their turn. */
  int waiting() {
    return free.getQueueLength();
  }

  private void take() {
    try {
      if (free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        HELD.set(this);
      }
    } catch (InterruptedException e) {
      // The work itself decides what an interrupt means to it.
      Thread.currentThread().interrupt();
    }
  }

  private void giveBack() {
    if (HELD.get() == this) {
      HELD.remove();
      free.release();
    }
  }
}
