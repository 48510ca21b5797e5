package io.workrail.health;

import com.codahale.metrics.health.HealthCheck;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Red when more than 90 % of the heap are needed, garbage not counted. A full heap alone says
 * little: most of it may be garbage. So a heap that looks full is collected, seldom, and judged by
 * what is left; without that an idle server would stay red.
 */
final class MemoryHealthCheck extends HealthCheck {
  private static final double TOLERATED_SHARE = 0.9;
  private static final Duration BETWEEN_COLLECTIONS = Duration.ofSeconds(30);

  private final Heap heap;
  private final Clock clock;
  private Instant lastCollection = Instant.MIN;

  MemoryHealthCheck(Heap heap, Clock clock) {
    this.heap = heap;
    this.clock = clock;
  }

  @Override
  protected synchronized Result check() {
    long tolerated = (long) (heap.limit() * TOLERATED_SHARE);
    long used = heap.used();
    if (used > tolerated) {
      collectUnlessDoneLately();
      used = Math.min(heap.used(), heap.usedAfterCollection());
    }
    String state = "%s of %s heap used".formatted(Bytes.toText(used), Bytes.toText(heap.limit()));
    return used <= tolerated
        ? Result.healthy("%s", state)
        : Result.unhealthy(
            "%s, garbage not counted; raise MEMORY_LIMIT (-Xmx) and restart, and find out what"
                + " holds it: jcmd %d GC.class_histogram",
            state, ProcessHandle.current().pid());
  }

  private void collectUnlessDoneLately() {
    Instant now = clock.instant();
    if (lastCollection.isBefore(now.minus(BETWEEN_COLLECTIONS))) {
      lastCollection = now;
      heap.collect();
    }
  }
}
