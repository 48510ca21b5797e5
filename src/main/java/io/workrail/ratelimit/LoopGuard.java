package io.workrail.ratelimit;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/**
 * Notices an agent that makes the same call over and over. Never refuses: the answer to a call
 * without state is right however often it is given. Remembers a hash of the arguments, not the
 * arguments. Thread-safe.
 */
public final class LoopGuard {
  /** Identical calls in a minute that are still no loop. */
  public static final int TOLERATED = 20;

  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int BOUND = 5_000;
  private static final int SUBJECT_CHARACTERS_OF_AN_ENTRY = 128;

  private final Cache<Call, CallTimes> calls;
  private final Ticker ticker;

  /**
   * A call, told from others by the hash of its arguments: two calls with the same hash are rare,
   * twenty-one of them within a minute do not happen by chance.
   */
  private record Call(String subject, String tool, int arguments) {
    int weight() {
      return 1 + subject.length() / SUBJECT_CHARACTERS_OF_AN_ENTRY;
    }
  }

  /** A guard that has seen nothing. */
  public LoopGuard(Ticker ticker) {
    this.ticker = ticker;
    this.calls =
        Caffeine.newBuilder()
            .maximumWeight(BOUND)
            .weigher((Call call, CallTimes times) -> call.weight())
            .expireAfterAccess(WINDOW)
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  /** Counts a call; whether there were more identical ones within a minute than is tolerated. */
  public boolean isLoop(String subject, String tool, JsonNode arguments) {
    Call call = new Call(subject, tool, arguments.hashCode());
    return calls.get(call, unused -> new CallTimes()).isLoop(ticker.read());
  }

  /** The times of the last calls, in a ring. */
  private static final class CallTimes {
    private final long[] ring = new long[TOLERATED];
    private int count;

    synchronized boolean isLoop(long now) {
      int slot = count % TOLERATED;
      boolean loop = count >= TOLERATED && now - ring[slot] < WINDOW.toNanos();
      ring[slot] = now;
      // Stays in the second round for ever, so that the number never overflows.
      count = count + 1 == 2 * TOLERATED ? TOLERATED : count + 1;
      return loop;
    }
  }
}
