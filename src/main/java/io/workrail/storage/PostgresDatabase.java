package io.workrail.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.workrail.processor.ProcessorTurns;
import io.workrail.storage.StorageUnavailableException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * A PostgreSQL server that several servers may share. A transaction for each unit, READ COMMITTED
 * for writing; every wait has a bound, so that a dead server fails calls in seconds.
 */
final class PostgresDatabase implements Database {
  /** Runs of a unit that PostgreSQL chose as the victim of a deadlock or conflict. */
  private static final int MAX_CONFLICTS = 10;

  private static final Duration POOL_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration VALIDATION_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration KEEP_ALIVE = Duration.ofMinutes(2);

  /** Seconds. The time-out of the socket is for a server that went away without a word. */
  private static final Map<String, String> DRIVER_SETTINGS =
      Map.of(
          "ApplicationName", "workrail",
          "connectTimeout", "5",
          "loginTimeout", "5",
          "socketTimeout", "15",
          "tcpKeepAlive", "true");

  private static final String SETTINGS =
      "SET statement_timeout = '10s'; SET lock_timeout = '5s';"
          + " SET idle_in_transaction_session_timeout = '30s'";

  /** Any number that other programs in the same database do not use: "workrail" as ASCII. */
  private static final long MIGRATION_LOCK = 0x776f726b7261696cL;

  private final Availability availability = new Availability(Mend::ofServer);
  private final ConnectionGate gate = new ConnectionGate(System::nanoTime);
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final HikariDataSource pool;
  private final Jdbi jdbi;

  private PostgresDatabase(HikariDataSource pool) {
    this.pool = pool;
    this.jdbi = Jdbi.create(pool);
  }

  /**
   * Connects and brings the schema up to date.
   *
   * @throws IncompatibleDatabaseException when this release must leave it alone
   * @throws StorageUnavailableException when there is no connection
   */
  static PostgresDatabase open(DatabaseAddress address, int connections, Migrator migrator) {
    HikariDataSource pool = new HikariDataSource(settings(address, connections));
    PostgresDatabase database = new PostgresDatabase(pool);
    try {
      database.migrate(migrator);
      return database;
    } catch (RuntimeException e) {
      pool.close();
      throw StorageFailures.ofPostgresql(e).<RuntimeException>map(found -> found).orElse(e);
    }
  }

  @Override
  public <T, X extends Exception> T read(UnitOfWork<T, X> unit) throws X {
    return watched(
        handle -> {
          handle.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
          return unit.run(handle);
        });
  }

  @Override
  public <T, X extends Exception> T write(UnitOfWork<T, X> unit) throws X {
    T result = watched(unit);
    availability.works();
    return result;
  }

  @Override
  public Dialect dialect() {
    return Dialect.POSTGRESQL;
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

  /** Other tables are in place. */
  void replaced() {
    Listeners.tell(listeners);
  }

  @Override
  public void stop() {
    pool.close();
  }

  private <T, X extends Exception> T watched(UnitOfWork<T, X> unit) throws X {
    try {
      return ProcessorTurns.<T, X>await(() -> inTransaction(unit));
    } catch (StorageUnavailableException e) {
      availability.failed(e);
      throw e;
    }
  }

  private <T, X extends Exception> T inTransaction(UnitOfWork<T, X> unit) throws X {
    int conflicts = 0;
    boolean reconnected = false;
    while (true) {
      PostgresTransaction transaction = begin();
      try {
        return transaction.run(unit);
      } catch (RuntimeException e) {
        if (transaction.isConflict(e) && conflicts++ < MAX_CONFLICTS) {
          continue;
        }
        if (transaction.isLostBeforeCommit(e) && !reconnected) {
          // The pool cannot know that a connection died a moment ago; another one may be well.
          reconnected = true;
          continue;
        }
        throw StorageFailures.ofPostgresql(e).<RuntimeException>map(found -> found).orElse(e);
      }
    }
  }

  private PostgresTransaction begin() {
    gate.pass();
    try {
      PostgresTransaction transaction = new PostgresTransaction(jdbi.open());
      gate.open();
      return transaction;
    } catch (ConnectionException e) {
      StorageUnavailableException failure =
          StorageFailures.ofPostgresql(e)
              .orElseGet(() -> new StorageUnavailableException(Reason.GONE, e));
      if (failure.reason() == Reason.GONE) {
        gate.close();
      }
      throw failure;
    }
  }

  private void migrate(Migrator migrator) {
    inTransaction(
        handle -> {
          handle.execute("SET LOCAL statement_timeout = 0");
          handle.execute("SET LOCAL lock_timeout = '60s'");
          handle.execute("SELECT pg_advisory_xact_lock(" + MIGRATION_LOCK + ")");
          migrator.migrate(handle, isInitialised(handle));
          return true;
        });
  }

  private static boolean isInitialised(Handle handle) {
    return handle
        .createQuery("SELECT to_regclass('schema_history') IS NOT NULL")
        .mapTo(boolean.class)
        .one();
  }

  private static HikariConfig settings(DatabaseAddress address, int connections) {
    HikariConfig settings = new HikariConfig();
    settings.setPoolName("database");
    settings.setJdbcUrl(address.jdbcUrl());
    settings.setUsername(address.user());
    settings.setPassword(address.password().revealText());
    settings.setMaximumPoolSize(connections);
    settings.setMinimumIdle(1);
    settings.setAutoCommit(false);
    settings.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    settings.setConnectionTimeout(POOL_TIMEOUT.toMillis());
    settings.setInitializationFailTimeout(POOL_TIMEOUT.toMillis());
    settings.setValidationTimeout(VALIDATION_TIMEOUT.toMillis());
    settings.setKeepaliveTime(KEEP_ALIVE.toMillis());
    settings.setConnectionInitSql(SETTINGS);
    DRIVER_SETTINGS.forEach(settings::addDataSourceProperty);
    return settings;
  }
}
