package io.workrail.storage;

import org.jdbi.v3.core.Handle;

/** What has to survive when other data take the place of these. */
@FunctionalInterface
public interface CarryOver {
  /**
   * Reads it in the data of before, which nobody changes any more.
   *
   * @return writes it into the new data, and gives back how many rows were new there
   */
  UnitOfWork<Integer, RuntimeException> read(Handle before);
}
