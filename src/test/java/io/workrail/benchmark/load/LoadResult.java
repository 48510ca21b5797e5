package io.workrail.benchmark.load;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a load did.
 *
 * @param elapsed from the first request to the last reply
 * @param byLabel the counts, by the label of the request
 */
public record LoadResult(Duration elapsed, Map<String, Tally> byLabel) {
  public LoadResult {
    byLabel = new TreeMap<>(byLabel);
  }

  /** All labels together. */
  public Tally total() {
    Tally total = new Tally();
    byLabel.values().forEach(total::addAll);
    return total;
  }

  /** Replies in a second. */
  public double rate() {
    return perSecond(total().latencies().count());
  }

  /** A count as a rate. */
  public double perSecond(long count) {
    return elapsed.isZero() ? 0 : count * 1e9 / elapsed.toNanos();
  }
}
