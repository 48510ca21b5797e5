package io.workrail.storage;

import io.workrail.storage.swap.Progress;
import java.io.IOException;
import java.util.List;

/**
 * Data that are built beside those in use and then take their place. Nobody else rebuilds until it
 * is closed, which also removes what was built and not used. For one thread.
 */
public interface Rebuilding extends AutoCloseable {
  /**
   * Empty tables, as they were at a version of the schema. The caller fills and stops it.
   *
   * @throws StorageUnavailableException when the database does not do its work
   */
  Database create(int schemaVersion) throws IOException;

  /** The built data, brought up to this release. The caller stops it. */
  Database open() throws IOException;

  /** What the database itself finds wrong with what was built; the caller passes its own. */
  List<String> problemsOf(Database built);

  /**
   * Puts what was built in place of the data in use, together with files; all of it or nothing. No
   * database of this rebuilding is open.
   *
   * @param carryOver what must not be lost of the data of before
   * @throws DataInUseException when others do not let go of the data
   * @throws StorageUnavailableException when the database does not do its work
   * @throws IOException when files cannot be moved
   */
  Replaced replace(Together together, CarryOver carryOver, Progress progress) throws IOException;

  @Override
  void close();
}
