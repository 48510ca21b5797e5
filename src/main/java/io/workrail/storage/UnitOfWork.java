package io.workrail.storage;

import org.jdbi.v3.core.Handle;

/**
 * Statements that belong together: all of them happen or none. A unit is short, touches nothing but
 * the database, leaves transactions alone, and may be run more than once.
 *
 * @param <T> what it gives back
 * @param <X> what it throws to refuse, which undoes it
 */
@FunctionalInterface
public interface UnitOfWork<T, X extends Exception> {
  /** Runs the statements on a handle that is good for this call only. */
  T run(Handle handle) throws X;
}
