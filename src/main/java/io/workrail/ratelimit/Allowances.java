package io.workrail.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The allowances of all callers of one kind, bounded in number. One that nobody used until it was
 * full again is dropped, which changes nothing. Beyond the bound the rarely used go first; what is
 * mostly spent is then kept aside, under a bound of its own, because whoever calls from many
 * addresses must not get a full bucket back by pushing the empty one out. Thread-safe.
 */
final class Allowances {
  /** Long keys weigh more than one entry: names come from outside, and memory is the bound. */
  private static final int KEY_CHARACTERS_OF_AN_ENTRY = 128;

  private final Cache<Key, Allowance> used;
  private final Cache<Key, Allowance> keptAside;
  private final TimeMeter meter;

  /**
   * Whose allowance it is.
   *
   * @param name an address or a subject
   * @param limit a subject with tokens of different roles has an allowance for each limit
   */
  private record Key(String name, Limit limit) {
    int weight() {
      return 1 + name.length() / KEY_CHARACTERS_OF_AN_ENTRY;
    }
  }

  /**
   * No allowance yet.
   *
   * @param bound how many are remembered
   * @param idle how long an allowance without a request takes to be full again
   */
  Allowances(long bound, Duration idle, Ticker ticker) {
    this.meter = new TickerMeter(ticker);
    this.keptAside = cache(bound, idle, ticker).build();
    this.used = cache(bound, idle, ticker).evictionListener(this::evicted).build();
  }

  Allowance of(String name, Limit limit) {
    Key key = new Key(name, limit);
    Allowance known = used.getIfPresent(key);
    return known == null ? used.get(key, this::takeBackOrMake) : known;
  }

  /** The allowance of a caller that used some of it lately. */
  Optional<Allowance> find(String name, Limit limit) {
    Key key = new Key(name, limit);
    Allowance known = used.getIfPresent(key);
    return Optional.ofNullable(known == null ? keptAside.getIfPresent(key) : known);
  }

  /** How many are remembered, for tests and observation. */
  long size() {
    used.cleanUp();
    keptAside.cleanUp();
    return used.estimatedSize() + keptAside.estimatedSize();
  }

  private Allowance takeBackOrMake(Key key) {
    Allowance back = keptAside.asMap().remove(key);
    return back == null ? new Allowance(key.limit(), meter) : back;
  }

  private void evicted(@Nullable Key key, @Nullable Allowance allowance, RemovalCause cause) {
    if (key != null && allowance != null && cause == RemovalCause.SIZE) {
      keepAside(key, allowance);
    }
  }

  private void keepAside(Key key, Allowance allowance) {
    if (allowance.isMostlySpent()) {
      keptAside.put(key, allowance);
    }
  }

  /** Housekeeping runs in the calling thread: another pool would fall behind in a flood. */
  private static Caffeine<Key, Allowance> cache(long bound, Duration idle, Ticker ticker) {
    return Caffeine.newBuilder()
        .maximumWeight(bound)
        .weigher((Key key, Allowance allowance) -> key.weight())
        .expireAfterAccess(idle)
        .ticker(ticker)
        .executor(Runnable::run);
  }

  private record TickerMeter(Ticker ticker) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return ticker.read();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
