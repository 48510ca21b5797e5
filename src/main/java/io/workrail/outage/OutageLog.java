package io.workrail.outage;

import io.workrail.configuration.PlainText;
import java.time.Duration;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The lines of something that is tried again and again: the first failure of each kind with its
 * cause, then at most one line a minute with the count, and one when it works again. What fails and
 * works in turns is told at most once a minute, too. Thread-safe; cheap while all is well.
 */
public final class OutageLog {
  private static final long PERIOD = Duration.ofMinutes(1).toNanos();

  private final Logger log;
  private final LongSupplier nanoTime;
  private final SortedSet<String> told = new TreeSet<>();
  private volatile boolean isFailing;
  private long since;
  private long failures;
  private long quietUntil;

  /** Lines that this logger writes. */
  public OutageLog(Logger log) {
    this(log, System::nanoTime);
  }

  /** By a clock that counts nanoseconds from any point on. */
  OutageLog(Logger log, LongSupplier nanoTime) {
    this.log = log;
    this.nanoTime = nanoTime;
    this.quietUntil = nanoTime.getAsLong();
  }

  /**
   * It was tried in vain.
   *
   * @param what in words for the operator; one of a few, since each is a kind of its own
   * @param cause what the log keeps of the first failure; a failure without one is only counted
   */
  public synchronized void failed(String what, @Nullable Throwable cause) {
    long now = nanoTime.getAsLong();
    if (!isFailing) {
      isFailing = true;
      since = now;
      failures = 0;
    }
    failures++;
    boolean isQuiet = now - quietUntil < 0;
    if (cause == null || (isQuiet && (told.isEmpty() || told.contains(what)))) {
      return;
    }
    quietUntil = now + PERIOD;
    if (told.add(what)) {
      log.error("{}; from now on such failures are counted", what, cause);
    } else {
      log.error(
          "{}; still so after {} s and {} failures, the last: {}",
          what,
          seconds(now),
          failures,
          cause.toString());
    }
  }

  /** It was tried, and worked. */
  public void works() {
    if (isFailing) {
      worksAgain();
    }
  }

  private synchronized void worksAgain() {
    if (isFailing && !told.isEmpty()) {
      long now = nanoTime.getAsLong();
      log.info(
          "It works again; {} in {} s: {}",
          PlainText.count(failures, "failure"),
          seconds(now),
          String.join("; ", told));
      told.clear();
      quietUntil = now + PERIOD;
    }
    isFailing = false;
  }

  private long seconds(long now) {
    return Duration.ofNanos(now - since).toSeconds();
  }
}
