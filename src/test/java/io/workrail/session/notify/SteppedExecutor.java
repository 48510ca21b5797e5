package io.workrail.session.notify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs what is due when a test moves its time on, in the thread of the test. */
public final class SteppedExecutor extends ScheduledThreadPoolExecutor {
  private final List<Task> tasks = new ArrayList<>();
  private Duration now = Duration.ZERO;
  private boolean closed;

  /** No thread is ever started. */
  public SteppedExecutor() {
    super(0);
  }

  private static final class Task extends FutureTask<Void> implements ScheduledFuture<Void> {
    private final Duration at;

    Task(Runnable work, Duration at) {
      super(work, null);
      this.at = at;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(at);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    if (closed) {
      throw new RejectedExecutionException("closed");
    }
    Task task = new Task(command, now.plus(Duration.ofNanos(unit.toNanos(delay))));
    tasks.add(task);
    return task;
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  /** Takes nothing more. */
  public void close() {
    closed = true;
  }

  /** Lets time pass and runs what became due, in order; how many tasks that were. */
  public int advance(Duration time) {
    Duration until = now.plus(time);
    int count = 0;
    while (true) {
      Task next = tasks.stream().min(Comparator.comparing(task -> task.at)).orElse(null);
      if (next == null || next.at.compareTo(until) > 0) {
        now = until;
        return count;
      }
      tasks.remove(next);
      now = next.at;
      next.run();
      count++;
    }
  }
}
