package io.workrail.benchmark.load;

import java.time.Duration;

/**
 * A histogram of times with a relative error of at most 1/64, in constant memory. Not thread-safe.
 */
public final class Latencies {
  private static final int SUB_BITS = 6;
  private static final int SUB_BUCKETS = 1 << SUB_BITS;
  private static final int BUCKETS = (Long.SIZE - SUB_BITS) * SUB_BUCKETS;

  private final long[] counts = new long[BUCKETS];
  private long total;
  private long largest;

  /** Adds one time. */
  public void add(long nanos) {
    long value = Math.max(0, nanos);
    counts[bucketOf(value)]++;
    total++;
    largest = Math.max(largest, value);
  }

  /** Adds all times of another histogram. */
  public void addAll(Latencies other) {
    for (int i = 0; i < BUCKETS; i++) {
      counts[i] += other.counts[i];
    }
    total += other.total;
    largest = Math.max(largest, other.largest);
  }

  /** How many times were added. */
  public long count() {
    return total;
  }

  /** The longest. */
  public Duration max() {
    return Duration.ofNanos(largest);
  }

  /**
   * The time within which this share of all lies, such as 0.99; zero when nothing was added. The
   * upper end of its bucket: never better than it was.
   */
  public Duration quantile(double share) {
    long rank = (long) Math.ceil(share * total);
    long seen = 0;
    for (int i = 0; i < BUCKETS && total > 0; i++) {
      seen += counts[i];
      if (seen >= rank && counts[i] > 0) {
        return Duration.ofNanos(Math.min(upperEnd(i), largest));
      }
    }
    return Duration.ZERO;
  }

  /** Values below 64 have buckets of their own; above, every power of two has 64. */
  private static int bucketOf(long value) {
    if (value < SUB_BUCKETS) {
      return (int) value;
    }
    int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(value) - SUB_BITS;
    return (shift + 1) * SUB_BUCKETS + (int) (value >>> shift) - SUB_BUCKETS;
  }

  private static long upperEnd(int bucket) {
    if (bucket < SUB_BUCKETS) {
      return bucket;
    }
    int shift = bucket / SUB_BUCKETS - 1;
    long mantissa = bucket % SUB_BUCKETS + SUB_BUCKETS;
    return ((mantissa + 1) << shift) - 1;
  }
}
