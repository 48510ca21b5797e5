package io.workrail.storage;

import io.workrail.outage.OutageLog;
import io.workrail.storage.StorageUnavailableException.Reason;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Remembers whether calls worked, and tells the log. Only a write that worked ends a failure:
 * reading works on a full disk, too. Thread-safe.
 */
final class Availability {
  private final AtomicReference<@Nullable StorageUnavailableException> failure =
      new AtomicReference<>();
  private final AtomicLong commits = new AtomicLong();
  private final OutageLog outage = new OutageLog(LoggerFactory.getLogger(Database.class));
  private final Function<Reason, String> mend;

  /**
   * What is known of a database.
   *
   * @param mend what an operator does, to go on after the plain words
   */
  Availability(Function<Reason, String> mend) {
    this.mend = mend;
  }

  /** A write was committed. */
  void works() {
    failure.set(null);
    outage.works();
    commits.incrementAndGet();
  }

  /** A call failed; being busy passes by itself. */
  void failed(StorageUnavailableException seen) {
    outage.failed(seen.reason().sentence(), seen.getCause());
    if (seen.reason() != Reason.BUSY) {
      failure.set(seen);
    }
  }

  /** Why the database does not do its work, as far as is known. */
  Optional<String> knownProblem() {
    return Optional.ofNullable(failure.get()).map(this::sentence);
  }

  /**
   * Asks the database by a write: reading works while another program holds the lock or the disk is
   * full. One that is only busy with the writes of others is fine.
   */
  Optional<String> probe(Database database) {
    long before = commits.get();
    try {
      database.write(
          handle -> handle.execute("UPDATE storage_probe SET probed_at = probed_at + 1"));
      return Optional.empty();
    } catch (StorageUnavailableException e) {
      boolean busyWithOthers = e.reason() == Reason.BUSY && commits.get() != before;
      return busyWithOthers ? Optional.empty() : Optional.of(sentence(e));
    }
  }

  private String sentence(StorageUnavailableException seen) {
    return seen.reason().sentence() + "; " + mend.apply(seen.reason());
  }
}
