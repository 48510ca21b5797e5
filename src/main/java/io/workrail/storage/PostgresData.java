package io.workrail.storage;

import io.workrail.storage.DataInUseException.By;
import io.workrail.storage.StorageUnavailableException.Reason;
import io.workrail.storage.swap.FileSwap;
import io.workrail.storage.swap.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The tables of a PostgreSQL server, for all servers that share them. They are built in a schema of
 * their own and put in place by one transaction.
 *
 * @param running the server's own database, whose listeners hear of it
 */
record PostgresData(DatabaseAddress address, Migrator migrator, Optional<PostgresDatabase> running)
    implements ReplaceableData {
  /** Where tables are built; nothing else is ever there. */
  static final String SCRATCH = "workrail_restore";

  private static final int CONNECTIONS = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int TRIES_TO_ASK = 30;

  /** Any number that other programs do not use: "restores" as ASCII. */
  private static final long RESTORE_LOCK = 0x726573746f726573L;

  /** SQLSTATE insufficient_privilege. */
  private static final String NOT_PERMITTED = "42501";

  @Override
  public Dialect dialect() {
    return Dialect.POSTGRESQL;
  }

  @Override
  public int schemaVersion() {
    return migrator.version();
  }

  @Override
  public Optional<Path> file() {
    return Optional.empty();
  }

  @Override
  public Rebuilding rebuild(Path scratch) {
    PostgresSession session = PostgresSession.open(address);
    try {
      if (!session.isTrue("SELECT pg_try_advisory_lock(%d)".formatted(RESTORE_LOCK))) {
        throw new DataInUseException(
            By.RESTORE, "another restore of this database goes on; wait for its end");
      }
      return new SchemaRebuilding(session, session.text("SELECT current_schema()"));
    } catch (SQLException | RuntimeException e) {
      session.close();
      throw translated(e);
    }
  }

  /** The journal that holds a swap of files together with the transaction. */
  static Path journalLock(Path dataDirectory) {
    return dataDirectory.resolve("restore");
  }

  private RuntimeException translated(Exception failure) {
    if (failure instanceof SQLException refused && NOT_PERMITTED.equals(refused.getSQLState())) {
      return new NotPermittedException(
          ("PostgreSQL does not allow it (%s). The tables are built in a schema of their own; as an"
                  + " administrator of the database: GRANT CREATE ON DATABASE %s TO %s")
              .formatted(refused.getMessage(), address.database(), address.user()));
    }
    return StorageFailures.ofPostgresql(failure)
        .<RuntimeException>map(found -> found)
        .orElseGet(
            () ->
                failure instanceof RuntimeException unexpected
                    ? unexpected
                    : new StorageUnavailableException(Reason.GONE, failure));
  }

  private final class SchemaRebuilding implements Rebuilding {
    private final PostgresSession session;
    private final String live;

    SchemaRebuilding(PostgresSession session, String live) {
      this.session = session;
      this.live = live;
    }

    @Override
    public Database create(int schemaVersion) {
      try {
        session.execute("DROP SCHEMA IF EXISTS " + SCRATCH + " CASCADE");
        session.execute("CREATE SCHEMA " + SCRATCH);
      } catch (SQLException e) {
        throw translated(e);
      }
      return open(migrator.upTo(schemaVersion));
    }

    @Override
    public Database open() {
      return open(migrator);
    }

    private Database open(Migrator version) {
      return PostgresDatabase.open(address.withSchema(SCRATCH), CONNECTIONS, version);
    }

    /** It checked all rules when the rows came in. */
    @Override
    public List<String> problemsOf(Database built) {
      return List.of();
    }

    @Override
    public Replaced replace(Together together, CarryOver carryOver, Progress progress)
        throws IOException {
      String kept = freeSchema(schemaName(together.kept()));
      SchemaSwap tables = new SchemaSwap(session, live, kept, migrator.version(), carryOver);
      FileSwap files =
          FileSwap.plan(together.dataDirectory(), together.files(), Optional.of(kept), progress);
      try (DataLock.Hold alone =
          DataLock.replace(journalLock(together.dataDirectory()), PATIENCE)
              .orElseThrow(() -> new DataInUseException(By.RESTORE, "another restore goes on"))) {
        assert alone != null;
        replace(tables, files, progress);
      }
      running.ifPresent(PostgresDatabase::replaced);
      return tables.result();
    }

    /** One of an earlier restore must not look like the sign that this one was committed. */
    private String freeSchema(String wanted) {
      String name = wanted;
      try {
        for (int number = 2; session.isTrue(exists(name)); number++) {
          name = wanted + "_" + number;
        }
        return name;
      } catch (SQLException e) {
        throw translated(e);
      }
    }

    /** The commit of the transaction decides; all that comes before it can be undone. */
    private void replace(SchemaSwap tables, FileSwap files, Progress progress) throws IOException {
      try {
        files.begin();
        tables.prepare();
        files.carryOut();
        progress.reached("ready to commit");
        tables.commit();
        progress.reached("committed");
      } catch (SQLException | IOException | RuntimeException e) {
        tables.rollBack();
        if (!isCommittedAfterAll(tables.keptSchema())) {
          files.undo();
          if (e instanceof IOException failure) {
            throw failure;
          }
          throw translated(e);
        }
      }
      files.finish();
    }

    /** A server that failed over answers again within seconds. */
    private boolean isCommittedAfterAll(String keptSchema) {
      StorageUnavailableException failure = new StorageUnavailableException(Reason.GONE, null);
      for (int tries = 0; tries < TRIES_TO_ASK; tries++) {
        try {
          return isCommitted(keptSchema);
        } catch (StorageUnavailableException e) {
          failure = e;
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      }
      throw new UndecidedException(failure);
    }

    private static String schemaName(Path kept) {
      return kept.getFileName().toString().replace('-', '_').toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
      try {
        session.execute("DROP SCHEMA IF EXISTS " + SCRATCH + " CASCADE");
      } catch (SQLException e) {
        session.forget(e);
      } finally {
        session.close();
      }
    }
  }

  /**
   * Whether the transaction of a swap was committed: asked anew, because its connection may be
   * dead.
   */
  boolean isCommitted(String keptSchema) {
    try (PostgresSession session = PostgresSession.open(address)) {
      return session.isTrue(exists(keptSchema));
    } catch (SQLException e) {
      throw translated(e);
    }
  }

  private static String exists(String schema) {
    return "SELECT count(*) > 0 FROM pg_namespace WHERE nspname = '%s'".formatted(schema);
  }
}
