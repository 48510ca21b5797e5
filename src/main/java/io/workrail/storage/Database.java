package io.workrail.storage;

import io.dropwizard.lifecycle.Managed;
import java.util.Optional;

/**
 * The data of the server. All methods may be called from many threads. When the database does not
 * do its work they throw {@link StorageUnavailableException}; the database is tried anew with every
 * call, so the service resumes by itself.
 */
public interface Database extends Managed {
  /**
   * Reads in one read-only transaction: all statements see the same state.
   *
   * @throws X what the unit throws
   * @throws StorageUnavailableException when nothing was read
   */
  <T, X extends Exception> T read(UnitOfWork<T, X> unit) throws X;

  /**
   * Writes; when this returns, the changes are on the disk. When it throws what the unit threw,
   * nothing was changed.
   *
   * @throws X what the unit throws
   * @throws StorageUnavailableException when the changes were not confirmed. In rare cases they are
   *     there all the same, so a unit should notice that its work was done before.
   */
  <T, X extends Exception> T write(UnitOfWork<T, X> unit) throws X;

  /** Whose SQL units must speak where the two differ. */
  Dialect dialect();

  /**
   * What is the matter and what to do, in a sentence for operators, when the database does not do
   * its work; asks it, so cache the answer.
   */
  Optional<String> problem();

  /** As {@link #problem}, but only what calls have shown up to now: reads a field. */
  Optional<String> knownProblem();

  /**
   * Runs a listener each time other data took the place of these, as a restore does it, and units
   * see them. Where several servers share the data, only the one that restored tells; the others
   * find another {@link DataOrigin}.
   */
  void onReplaced(Runnable listener);

  /** Waits for what is being done and closes all connections. */
  @Override
  void stop();
}
