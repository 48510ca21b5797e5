package io.workrail.storage;

import io.workrail.storage.StorageUnavailableException.Reason;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** A unit that waits for the writer, and its caller who waits for the commit. */
final class PendingUnit<T> {
  private final UnitOfWork<T, ?> unit;
  private final CompletableFuture<T> reply = new CompletableFuture<>();
  private final AtomicBoolean claimed = new AtomicBoolean();
  private @Nullable Runnable outcome;

  PendingUnit(UnitOfWork<T, ?> unit) {
    this.unit = unit;
  }

  /** Takes the unit; false when its caller has given up. */
  boolean claim() {
    return claimed.compareAndSet(false, true);
  }

  /** Runs the unit and keeps what came of it; nobody hears of it before the commit. */
  void run(Handle handle) throws Exception {
    T result = unit.run(handle);
    outcome = () -> reply.complete(result);
  }

  /**
   * Keeps that the unit refused; its refusal may rest on what its neighbours did not commit yet.
   */
  void refused(Throwable refusal) {
    outcome = () -> reply.completeExceptionally(refusal);
  }

  /** The commit is on the disk: the caller goes on. */
  void deliver() {
    if (outcome != null) {
      outcome.run();
    }
  }

  /** There was no commit. */
  void fail(StorageUnavailableException failure) {
    reply.completeExceptionally(failure);
  }

  /**
   * Waits for the commit.
   *
   * @throws X what the unit threw
   */
  <X extends Exception> T await(Duration patience) throws X {
    try {
      return reply.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw PendingUnit.<X>asThrown(e.getCause());
    } catch (TimeoutException e) {
      claim();
      throw new StorageUnavailableException(Reason.BUSY, e);
    } catch (InterruptedException e) {
      claim();
      Thread.currentThread().interrupt();
      throw new StorageUnavailableException(Reason.BUSY, e);
    }
  }

  /** The unit could throw nothing but X and unchecked exceptions. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <X extends Exception> X asThrown(@Nullable Throwable thrown) throws X {
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (X) Objects.requireNonNull(thrown);
  }
}
