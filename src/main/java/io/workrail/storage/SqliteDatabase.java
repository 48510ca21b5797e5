package io.workrail.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/** The embedded database; nothing to install. */
final class SqliteDatabase implements Database {
  private static final int READERS = 4;

  private final Availability availability = new Availability();
  private final SqliteReaders readers;
  private final GroupCommit writer;

  private SqliteDatabase(SqliteFile file, SqliteConnection connection) {
    this.readers = new SqliteReaders(file, READERS);
    this.writer = new GroupCommit(file, connection, availability);
  }

  /**
   * Opens the file and brings its schema up to date; makes it if there is none.
   *
   * @throws IncompatibleDatabaseException when this release must leave it alone
   */
  static SqliteDatabase open(Path path, Migrator migrator) throws IOException, SQLException {
    SqliteFile file = new SqliteFile(path, migrator);
    file.create();
    return new SqliteDatabase(file, file.openWriter());
  }

  @Override
  public <T, X extends Exception> T read(UnitOfWork<T, X> unit) throws X {
    try {
      return readers.read(unit);
    } catch (StorageUnavailableException e) {
      availability.failed(e);
      throw e;
    }
  }

  @Override
  public <T, X extends Exception> T write(UnitOfWork<T, X> unit) throws X {
    return writer.write(unit);
  }

  @Override
  public Dialect dialect() {
    return Dialect.SQLITE;
  }

  @Override
  public Optional<String> problem() {
    return availability.probe(this);
  }

  @Override
  public Optional<String> knownProblem() {
    return availability.knownProblem();
  }

  /** How many commits served all the units so far. */
  long commits() {
    return writer.commits();
  }

  /** How many units wait for the writer. */
  int waiting() {
    return writer.waiting();
  }

  @Override
  public void stop() {
    writer.stop();
    readers.stop();
  }
}
