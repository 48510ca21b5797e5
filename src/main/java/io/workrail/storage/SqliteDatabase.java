package io.workrail.storage;

import io.workrail.storage.StorageUnavailableException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The embedded database; nothing to install. */
final class SqliteDatabase implements Database {
  private static final int READERS = 4;

  /** Units that wait meanwhile are answered in the end; long ones are tried to be met again. */
  private static final Duration PATIENCE = Duration.ofMillis(600);

  private static final int TRIES = 10;

  private final SqliteFile file;
  private final DataLock.Hold hold;
  private final Availability availability;
  private final Passage passage = new Passage();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile Connections connections;

  private SqliteDatabase(SqliteFile file, DataLock.Hold hold, SqliteConnection connection) {
    this.file = file;
    this.hold = hold;
    this.availability = new Availability(reason -> Mend.ofFile(reason, file.path()));
    this.connections = connect(connection);
  }

  /** All that is open; another one after the file was replaced. */
  private record Connections(SqliteReaders readers, GroupCommit writer) {
    void stop() {
      writer.stop();
      readers.stop();
    }
  }

  /** A change of the file itself, made while nobody has it open. */
  interface Exchange {
    /** Prepares what needs the old file, which nobody changes any more. */
    void prepare() throws IOException, SQLException;

    /** Puts the new file into place. */
    void carryOut() throws IOException;

    /** The new file was opened and stays. */
    void finish() throws IOException;

    /** Puts the old file back; the new one is not open. */
    void undo() throws IOException;
  }

  /**
   * Opens the file and brings its schema up to date; makes it if there is none.
   *
   * @param hold ends when the database is stopped
   * @throws IncompatibleDatabaseException when this release must leave it alone
   */
  static SqliteDatabase open(Path path, Migrator migrator, DataLock.Hold hold)
      throws IOException, SQLException {
    SqliteFile file = new SqliteFile(path, migrator);
    file.create();
    return new SqliteDatabase(file, hold, file.openWriter());
  }

  @Override
  public <T, X extends Exception> T read(UnitOfWork<T, X> unit) throws X {
    passage.enter();
    try {
      return connections.readers().read(unit);
    } catch (StorageUnavailableException e) {
      availability.failed(e);
      throw e;
    } finally {
      passage.leave();
    }
  }

  @Override
  public <T, X extends Exception> T write(UnitOfWork<T, X> unit) throws X {
    passage.enter();
    try {
      return connections.writer().write(unit);
    } finally {
      passage.leave();
    }
  }

  /**
   * Exchanges the file: units on their way end first, new ones wait or are told to come again. When
   * anything fails, the old file serves again.
   *
   * @throws StorageUnavailableException when units do not end; nothing was done then
   */
  void exchange(Exchange exchange) throws IOException, SQLException {
    keepUnitsOut();
    try {
      exchange.prepare();
      connections.stop();
      connections = exchanged(exchange);
    } finally {
      passage.open();
    }
    Listeners.tell(listeners);
  }

  private Connections exchanged(Exchange exchange) throws IOException, SQLException {
    Connections opened = null;
    try {
      exchange.carryOut();
      opened = connect(file.openWriter());
      exchange.finish();
      return opened;
    } catch (Throwable e) {
      // Also errors: without connections the server would serve nothing any more.
      if (opened != null) {
        opened.stop();
      }
      undo(exchange, e);
      throw e;
    }
  }

  /** Whatever is in place in the end is opened by the next unit. */
  private void undo(Exchange exchange, Throwable cause) {
    connections = connect(null);
    try {
      exchange.undo();
    } catch (IOException | RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  private void keepUnitsOut() {
    try {
      boolean alone = false;
      for (int tries = 0; tries < TRIES && !alone; tries++) {
        alone = passage.close(PATIENCE);
      }
      if (!alone) {
        throw new StorageUnavailableException(Reason.BUSY, null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageUnavailableException(Reason.BUSY, e);
    }
  }

  private Connections connect(@Nullable SqliteConnection connection) {
    return new Connections(
        new SqliteReaders(file, READERS), new GroupCommit(file, connection, availability));
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

  @Override
  public void onReplaced(Runnable listener) {
    listeners.add(listener);
  }

  /** How many commits served all the units so far. */
  long commits() {
    return connections.writer().commits();
  }

  /** How many units wait for the writer. */
  int waiting() {
    return connections.writer().waiting();
  }

  @Override
  public void stop() {
    connections.stop();
    hold.close();
  }
}
