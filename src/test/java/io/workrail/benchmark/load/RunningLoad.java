package io.workrail.benchmark.load;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** A load that goes on in the background. */
public final class RunningLoad implements AutoCloseable {
  private final Limit limit;
  private final List<Future<Map<String, Tally>>> loops;

  RunningLoad(Limit limit, List<Future<Map<String, Tally>>> loops) {
    this.limit = limit;
    this.loops = loops;
  }

  /** Waits until the load has reached its limit. */
  public LoadResult await() throws InterruptedException {
    Map<String, Tally> all = new TreeMap<>();
    for (Future<Map<String, Tally>> loop : loops) {
      resultOf(loop)
          .forEach((label, tally) -> all.computeIfAbsent(label, key -> new Tally()).addAll(tally));
    }
    return new LoadResult(Duration.ofNanos(limit.elapsedNanos()), all);
  }

  /** Lets the last replies come, and ends. */
  public LoadResult stop() throws InterruptedException {
    limit.stop();
    return await();
  }

  @Override
  public void close() throws InterruptedException {
    stop();
  }

  private static Map<String, Tally> resultOf(Future<Map<String, Tally>> loop)
      throws InterruptedException {
    try {
      return loop.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the load generator failed", e.getCause());
    }
  }
}
