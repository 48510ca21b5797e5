package io.workrail.storage;

import io.workrail.storage.DataInUseException.By;
import io.workrail.storage.swap.Disk;
import io.workrail.storage.swap.Exchange;
import io.workrail.storage.swap.FileSwap;
import io.workrail.storage.swap.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.ConnectionException;

/**
 * A database file. It is built as another file and put in place by a rename.
 *
 * @param running the server's own database; without one, no server may use the file
 */
record SqliteData(Path path, Migrator migrator, Optional<SqliteDatabase> running)
    implements ReplaceableData {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final List<String> COMPANIONS = List.of("-wal", "-shm", "-journal");
  private static final String BUILT = "built.db";

  @Override
  public Dialect dialect() {
    return Dialect.SQLITE;
  }

  @Override
  public int schemaVersion() {
    return migrator.version();
  }

  @Override
  public Optional<Path> file() {
    return Optional.of(path);
  }

  @Override
  public Rebuilding rebuild(Path scratch) throws IOException {
    DataLock.Hold hold = running.isPresent() ? () -> {} : keepServersOut();
    return new FileRebuilding(scratch.resolve(BUILT), hold);
  }

  private DataLock.Hold keepServersOut() throws IOException {
    return DataLock.serve(path, Duration.ZERO)
        .orElseThrow(() -> new DataInUseException(By.SERVER, "a server uses the database " + path));
  }

  private final class FileRebuilding implements Rebuilding {
    private final Path built;
    private final DataLock.Hold hold;

    FileRebuilding(Path built, DataLock.Hold hold) {
      this.built = built;
      this.hold = hold;
    }

    @Override
    public Database create(int schemaVersion) throws IOException {
      remove();
      return open(migrator.upTo(schemaVersion));
    }

    @Override
    public Database open() throws IOException {
      return open(migrator);
    }

    private Database open(Migrator version) throws IOException {
      try {
        return SqliteDatabase.open(built, version, () -> {});
      } catch (SQLException | ConnectionException e) {
        throw StorageFailures.unavailable(e);
      }
    }

    @Override
    public List<String> problemsOf(Database database) {
      return database.read(
          handle -> {
            List<String> problems =
                new ArrayList<>(
                    handle.createQuery("PRAGMA integrity_check").mapTo(String.class).list());
            problems.removeIf("ok"::equals);
            handle
                .createQuery("PRAGMA foreign_key_check")
                .map(
                    (row, context) ->
                        "a row of %s points to one of %s that is not there"
                            .formatted(row.getString(1), row.getString(3)))
                .forEach(problems::add);
            return problems;
          });
    }

    @Override
    public Replaced replace(Together together, CarryOver carryOver, Progress progress)
        throws IOException {
      SqliteExchange exchange = exchange(together, carryOver, progress);
      try (DataLock.Hold alone = keepCommandsOut()) {
        assert alone != null;
        if (running.isPresent()) {
          running.get().exchange(exchange);
        } else {
          alone(exchange);
        }
      } catch (SQLException | ConnectionException e) {
        throw StorageFailures.unavailable(e);
      }
      Path kept = together.kept().resolve(path.getFileName());
      return new Replaced(
          Files.exists(kept) ? Optional.of(kept.toString()) : Optional.empty(),
          Optional.empty(),
          exchange.carriedOver());
    }

    private SqliteExchange exchange(Together together, CarryOver carryOver, Progress progress) {
      List<Exchange> exchanges = new ArrayList<>();
      exchanges.add(
          new Exchange(path, built, together.kept().resolve(path.getFileName()), COMPANIONS));
      exchanges.addAll(together.files());
      FileSwap swap =
          FileSwap.plan(together.dataDirectory(), exchanges, Optional.empty(), progress);
      return new SqliteExchange(path, built, migrator, carryOver, swap);
    }

    private DataLock.Hold keepCommandsOut() throws IOException {
      return DataLock.replace(path, PATIENCE)
          .orElseThrow(
              () ->
                  new DataInUseException(
                      By.COMMANDS,
                      "another command works on the database %s; let it end, then try again"
                          .formatted(path)));
    }

    /** Without a server. What cannot be opened afterwards is undone. */
    private void alone(SqliteExchange exchange) throws IOException, SQLException {
      try {
        exchange.prepare();
        exchange.carryOut();
        new SqliteFile(path, migrator).openWriter().close();
        exchange.finish();
      } catch (Throwable e) {
        // Also errors: a process that goes on must not leave half of it.
        exchange.undo();
        throw e;
      }
    }

    @Override
    public void close() {
      try {
        remove();
      } catch (IOException e) {
        throw new IllegalStateException("a scratch file cannot be removed", e);
      } finally {
        hold.close();
      }
    }

    private void remove() throws IOException {
      Disk.deleteAll(built);
      for (String ending : COMPANIONS) {
        Disk.deleteAll(built.resolveSibling(BUILT + ending));
      }
    }
  }
}
