package io.workrail.storage;

import java.util.Optional;

/** A database in front of another one, for a test that changes one thing about it. */
public abstract class ForwardingDatabase implements Database {
  protected final Database database;

  protected ForwardingDatabase(Database database) {
    this.database = database;
  }

  @Override
  public <T, X extends Exception> T read(UnitOfWork<T, X> unit) throws X {
    return database.read(unit);
  }

  @Override
  public <T, X extends Exception> T write(UnitOfWork<T, X> unit) throws X {
    return database.write(unit);
  }

  @Override
  public Dialect dialect() {
    return database.dialect();
  }

  @Override
  public Optional<String> problem() {
    return database.problem();
  }

  @Override
  public Optional<String> knownProblem() {
    return database.knownProblem();
  }

  @Override
  public void onReplaced(Runnable listener) {
    database.onReplaced(listener);
  }

  @Override
  public void stop() {
    database.stop();
  }
}
