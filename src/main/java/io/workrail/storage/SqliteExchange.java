package io.workrail.storage;

import io.workrail.storage.swap.Disk;
import io.workrail.storage.swap.FileSwap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One file in place of another, with what has to be taken over from the old one. */
final class SqliteExchange implements SqliteDatabase.Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteExchange.class);

  private final Path live;
  private final Path built;
  private final Migrator migrator;
  private final CarryOver carryOver;
  private final FileSwap swap;
  private OptionalInt carriedOver = OptionalInt.empty();

  SqliteExchange(Path live, Path built, Migrator migrator, CarryOver carryOver, FileSwap swap) {
    this.live = live;
    this.built = built;
    this.migrator = migrator;
    this.carryOver = carryOver;
    this.swap = swap;
  }

  /** Rows that were taken over; nothing when the old file could not be read. */
  OptionalInt carriedOver() {
    return carriedOver;
  }

  @Override
  public void prepare() throws IOException, SQLException {
    boolean isReplaced = Files.exists(live);
    Optional<UnitOfWork<Integer, RuntimeException>> rows =
        isReplaced ? read() : Optional.of(handle -> 0);
    if (rows.isPresent()) {
      write(rows.get());
    }
    Ownership.giveToOwnerOf(isReplaced ? live : live.resolveSibling("."), built);
    Disk.force(built);
  }

  /** The old file may be the reason for all this: that it cannot be read must not end it. */
  private Optional<UnitOfWork<Integer, RuntimeException>> read() {
    try (SqliteConnection before = new SqliteFile(live, migrator).openReader()) {
      return Optional.of(carryOver.read(before.handle()));
    } catch (IOException | SQLException | RuntimeException e) {
      LOG.warn("Nothing can be taken over from {}", live, e);
      return Optional.empty();
    }
  }

  private void write(UnitOfWork<Integer, RuntimeException> rows) throws IOException, SQLException {
    try (SqliteConnection after = new SqliteFile(built, migrator).openWriter()) {
      after.execute("BEGIN IMMEDIATE");
      int count = rows.run(after.handle());
      after.execute("COMMIT");
      carriedOver = OptionalInt.of(count);
    }
  }

  @Override
  public void carryOut() throws IOException {
    swap.begin();
    swap.carryOut();
  }

  @Override
  public void finish() throws IOException {
    swap.finish();
  }

  @Override
  public void undo() throws IOException {
    swap.undo();
  }
}
