package io.workrail.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The data that a configuration names, for whoever puts others into their place as a whole. */
public sealed interface ReplaceableData permits SqliteData, PostgresData {
  /** Whose SQL is spoken. */
  Dialect dialect();

  /** The newest migration of this release. */
  int schemaVersion();

  /** The database file, if it is one. */
  Optional<Path> file();

  /**
   * Begins to build others.
   *
   * @param scratch a folder, empty, on the file system of {@link #file}
   * @throws DataInUseException when a server, or somebody who rebuilds, is in the way
   * @throws StorageUnavailableException when the database does not do its work
   * @throws NotPermittedException when the database does not allow it
   */
  Rebuilding rebuild(Path scratch) throws IOException;
}
