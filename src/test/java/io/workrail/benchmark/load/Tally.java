package io.workrail.benchmark.load;

import java.util.Map;
import java.util.TreeMap;

/** What was counted of requests under one label. Not thread-safe. */
public final class Tally {
  /** The fault of a request whose connection broke. */
  static final String LOST = "connection lost";

  /** The fault of a request that found no server. */
  static final String UNREACHABLE = "no connection";

  /** The fault of a request whose reply had not come when the load was long over. */
  static final String UNANSWERED = "no reply";

  private final Latencies latencies = new Latencies();
  private final Map<String, Long> faults = new TreeMap<>();
  private long replyBytes;

  /** The times of all replies, good and bad. */
  public Latencies latencies() {
    return latencies;
  }

  /** The bytes of a body on average. */
  public long meanReplyBytes() {
    return latencies.count() == 0 ? 0 : replyBytes / latencies.count();
  }

  /** How often each fault was seen. */
  public Map<String, Long> faults() {
    return faults;
  }

  /** How many requests went wrong, in whatever way. */
  public long errors() {
    return faults.values().stream().mapToLong(Long::longValue).sum();
  }

  void add(long nanos, Request request, Reply reply) {
    latencies.add(nanos);
    replyBytes += reply.length();
    request.check().faultIn(reply).ifPresent(this::addFault);
  }

  void addFault(String fault) {
    faults.merge(fault, 1L, Long::sum);
  }

  void addAll(Tally other) {
    latencies.addAll(other.latencies);
    replyBytes += other.replyBytes;
    other.faults.forEach((fault, count) -> faults.merge(fault, count, Long::sum));
  }
}
