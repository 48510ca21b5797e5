package io.workrail.backup;

import io.workrail.backup.archive.ArchiveWriter;
import io.workrail.backup.archive.EntryNames;
import io.workrail.backup.archive.Manifest;
import io.workrail.backup.archive.Spool;
import io.workrail.json.StrictJson;
import io.workrail.storage.table.Table;
import io.workrail.storage.table.TableReader;
import io.workrail.storage.table.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;

/**
 * Makes one archive: everything goes into a scratch file first, then under its final name in one
 * moment. A process that is killed leaves a whole archive or none.
 */
final class ArchiveMaker {
  private final BackupFolder folder;
  private final BackupSource source;
  private final Progress progress;

  /** Hears how far it is; a test ends the process there. */
  @FunctionalInterface
  interface Progress {
    void reached(Step step);
  }

  /** What was done last. */
  enum Step {
    /** The folder is ours. */
    LOCKED,
    /** All data is in the scratch file. */
    SPOOLED,
    /** The archive is on the disk, under a name that nobody looks for. */
    WRITTEN,
    /** It has its name. */
    NAMED,
    /** It has its name after a crash, too. */
    KEPT,
    /** It was read back. */
    VERIFIED,
    /** Old ones are gone. */
    TIDIED
  }

  ArchiveMaker(BackupFolder folder, BackupSource source, Progress progress) {
    this.folder = folder;
    this.source = source;
    this.progress = progress;
  }

  /** What was read of the database in one transaction. */
  private record Snapshot(int schemaVersion, Map<String, Long> rows) {}

  /** Makes it. Inside the lock of the folder, by one thread. */
  Path make(Instant now) throws IOException {
    Path draft = folder.createDraft();
    try (Spool spool = Spool.in(folder.createScratch())) {
      Snapshot snapshot = readTables(spool);
      long documents = new WorkflowFolders(source.workflowFolders()).addTo(spool);
      spool.add(
          EntryNames.CONFIGURATION,
          out -> {
            out.write(StrictJson.writeBytes(source.configuration()));
            return true;
          });
      progress.reached(Step.SPOOLED);
      Manifest manifest =
          Manifest.of(
              source.release(),
              now,
              snapshot.schemaVersion(),
              new Manifest.Counts(snapshot.rows(), documents),
              spool.entries());
      ArchiveWriter.write(draft, manifest, spool);
      progress.reached(Step.WRITTEN);
    }
    Path archive = folder.publish(draft, new ArchiveName(now));
    progress.reached(Step.NAMED);
    folder.force();
    progress.reached(Step.KEPT);
    return archive;
  }

  /** A failure of the disk of the backups must not look like one of the database. */
  private Snapshot readTables(Spool spool) throws IOException {
    try {
      return source
          .database()
          .read(
              handle -> {
                try {
                  return readTables(handle, spool);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }

  /** May be run again by a database that lost its connection. */
  private Snapshot readTables(Handle handle, Spool spool) throws IOException {
    spool.clear();
    TableReader reader = TableReader.of(handle, source.database().dialect());
    Map<String, Long> rows = new LinkedHashMap<>();
    for (Table table : reader.tables()) {
      long count = spool.add(EntryNames.ofTable(table.name()), out -> reader.write(table, out));
      rows.put(table.name(), count);
    }
    return new Snapshot(Tables.schemaVersion(handle), rows);
  }
}
