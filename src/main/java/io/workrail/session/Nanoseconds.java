package io.workrail.session;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** A time as the database keeps it: exact, because the hash of an event covers its time. */
final class Nanoseconds {
  private static final long PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private Nanoseconds() {}

  static long of(Instant time) {
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond(), PER_SECOND), (long) time.getNano());
  }

  static Instant toInstant(long nanoseconds) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanoseconds, PER_SECOND), Math.floorMod(nanoseconds, PER_SECOND));
  }

  /** Days since 1970. */
  static long day(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), TimeUnit.DAYS.toSeconds(1));
  }
}
