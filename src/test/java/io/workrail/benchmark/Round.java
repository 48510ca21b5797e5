package io.workrail.benchmark;

import io.workrail.benchmark.load.LoadResult;
import io.workrail.benchmark.load.Tally;
import java.time.Duration;

/**
 * One turn of one side.
 *
 * @param rate replies in a second
 * @param cpuMicros processor time of the server for each reply
 */
public record Round(
    double rate, Duration p50, Duration p99, double cpuMicros, long replyBytes, long errors) {
  static Round of(LoadResult load, Duration cpu) {
    Tally total = load.total();
    long replies = total.latencies().count();
    return new Round(
        load.rate(),
        total.latencies().quantile(0.5),
        total.latencies().quantile(0.99),
        replies == 0 ? Double.NaN : cpu.toNanos() / 1_000.0 / replies,
        total.meanReplyBytes(),
        total.errors());
  }
}
