package io.workrail.benchmark;

import java.time.Duration;

/**
 * How much to measure.
 *
 * @param rounds how often each side of a comparison has its turn
 * @param roundTime how long a turn is
 * @param warmUp the longest that each side is warmed up before it is measured; over earlier after
 *     {@link #WARM_UP_REPLIES}
 * @param clients how many talk at the same time
 * @param soakTime how long the soak lasts
 */
public record Settings(
    int rounds, Duration roundTime, Duration warmUp, int clients, Duration soakTime) {
  /** Replies after which the JVM has compiled what it runs often. */
  static final long WARM_UP_REPLIES = 100_000;

  /** The same with another number of clients, where a limit speaks of it. */
  Settings withClients(int number) {
    return new Settings(rounds, roundTime, warmUp, number, soakTime);
  }
}
