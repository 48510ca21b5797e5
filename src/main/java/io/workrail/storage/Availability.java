package io.workrail.storage;

import io.workrail.storage.StorageUnavailableException.Reason;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Remembers whether the last write worked, so that a reader's success does not hide a full disk.
 */
final class Availability {
  private final AtomicReference<@Nullable StorageUnavailableException> failure =
      new AtomicReference<>();

  /** A write was committed. */
  void works() {
    failure.set(null);
  }

  /** A call failed; being busy passes by itself. */
  void failed(StorageUnavailableException seen) {
    if (seen.reason() != Reason.BUSY) {
      failure.set(seen);
    }
  }

  /** Why writing does not work, as far as is known. */
  Optional<StorageUnavailableException> failure() {
    return Optional.ofNullable(failure.get());
  }

  /** Asks the database: by a write if the last one failed, else by a read. */
  Optional<String> probe(Database database) {
    try {
      if (failure().isPresent()) {
        database.write(
            handle -> handle.execute("UPDATE storage_probe SET probed_at = probed_at + 1"));
      } else {
        database.read(handle -> handle.createQuery("SELECT 1").mapTo(int.class).one());
      }
      return Optional.empty();
    } catch (StorageUnavailableException e) {
      failed(e);
      return Optional.of(e.reason().sentence());
    }
  }
}
