package io.workrail.process;

import io.workrail.configuration.PlainText;
import io.workrail.health.Readiness;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the service manager is told, in its words: {@code READY=1} as soon as {@code /ready} is 200,
 * {@code STATUS} whenever it changes, {@code WATCHDOG=1} as long as requests are answered, {@code
 * STOPPING=1} as the first act of a stop. What it does not take is said again later; a broken
 * socket is a warning and nothing more. Thread-safe.
 */
final class ServiceNotices {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceNotices.class);

  /** The answers of a living server: one that is not ready lives, and a restart mends nothing. */
  private static final Set<Integer> ALIVE = Set.of(200, 503);

  private static final int LONGEST_STATUS = 500;

  private final ServiceManager manager;
  private final Readiness readiness;
  private final Supplier<OptionalLong> sessions;
  private final Function<Duration, OptionalInt> answer;
  private boolean isReadyTold;
  private boolean isStopping;
  private boolean isBroken;
  private boolean isSilent;
  private @Nullable String told;

  /**
   * Nothing is told yet.
   *
   * @param sessions how many are worked on, once that is known
   * @param answer the status of a request of the server to itself; nothing when it took longer
   */
  ServiceNotices(
      ServiceManager manager,
      Readiness readiness,
      Supplier<OptionalLong> sessions,
      Function<Duration, OptionalInt> answer) {
    this.manager = manager;
    this.readiness = readiness;
    this.sessions = sessions;
    this.answer = answer;
  }

  /** Tells what is new: that the server is ready, or how it is. */
  synchronized void look() {
    if (isStopping) {
      return;
    }
    List<String> reasons = readiness.reasons();
    String status = status(reasons);
    if (reasons.isEmpty() && !isReadyTold) {
      isReadyTold = tell("READY=1\nSTATUS=" + status);
      told = isReadyTold ? status : null;
    } else if (!status.equals(told)) {
      told = tell("STATUS=" + status) ? status : null;
    }
  }

  /** Tells that the server lives, if it does. */
  void answer(Watchdog watchdog) {
    OptionalInt status = answer.apply(watchdog.patience());
    synchronized (this) {
      if (isStopping) {
        return;
      }
      boolean isAlive = status.isPresent() && ALIVE.contains(status.getAsInt());
      if (isAlive) {
        tell("WATCHDOG=1");
      }
      if (isAlive == isSilent) {
        log(isAlive, watchdog);
      }
      isSilent = !isAlive;
    }
  }

  private static void log(boolean isAlive, Watchdog watchdog) {
    if (isAlive) {
      LOG.info("The server answers itself again");
    } else {
      LOG.warn(
          "A request of the server to itself was not answered within {} ms: if this goes on, the"
              + " service manager ends it {} ms after the last answer",
          watchdog.patience().toMillis(),
          watchdog.period().toMillis());
    }
  }

  /** Tells that the server stops; nothing is told after it. */
  synchronized void stopping() {
    isStopping = true;
    tell("STOPPING=1\nSTATUS=Stopping: requests in flight are finished");
  }

  private String status(List<String> reasons) {
    String text =
        reasons.isEmpty() ? "Ready" + active() : "Not ready: " + String.join(" ", reasons);
    return PlainText.line(text, LONGEST_STATUS);
  }

  private String active() {
    OptionalLong count = sessions.get();
    if (count.isEmpty()) {
      return "";
    }
    return count.getAsLong() == 1
        ? ", 1 active session"
        : ", %d active sessions".formatted(count.getAsLong());
  }

  private boolean tell(String message) {
    try {
      manager.tell(message);
      isBroken = false;
      return true;
    } catch (IOException e) {
      if (!isBroken) {
        LOG.warn(
            "The service manager cannot be told how the server is ($NOTIFY_SOCKET): {}; the server"
                + " works all the same",
            e.getMessage());
      }
      isBroken = true;
      return false;
    }
  }
}
