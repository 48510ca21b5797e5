package io.workrail.backup.restore;

import io.workrail.audit.AuditReport;
import io.workrail.backup.archive.Manifest;
import io.workrail.backup.restore.RestoreException.Code;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import io.workrail.session.JdbiSessionStore;
import io.workrail.session.SessionVerifier;
import io.workrail.storage.Database;
import io.workrail.storage.Rebuilding;
import io.workrail.storage.table.Table;
import io.workrail.storage.table.TableLoader;
import io.workrail.storage.table.Tables;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Builds the database of an archive and looks at it from all sides before it serves. */
final class NewDatabase {
  private static final int MOST_TOLD = 3;

  private final Rebuilding rebuilding;
  private final Manifest manifest;
  private final Unpacked unpacked;

  NewDatabase(Rebuilding rebuilding, Manifest manifest, Unpacked unpacked) {
    this.rebuilding = rebuilding;
    this.manifest = manifest;
    this.unpacked = unpacked;
  }

  /** Fills tables as they were when the backup was made; what came later is made afterwards. */
  void fill() throws IOException {
    Database database = rebuilding.create(manifest.schemaVersion());
    try {
      List<Table> tables = database.read(handle -> Tables.of(handle, database.dialect()));
      requireSameTables(tables);
      TableLoader loader = new TableLoader(database);
      for (Table table : tables) {
        try (InputStream rows =
            new BufferedInputStream(Files.newInputStream(unpacked.table(table.name())))) {
          loader.load(table, rows);
        }
      }
      loader.continueCounting();
    } finally {
      database.stop();
    }
  }

  /** The filled tables, brought up to this release; the caller stops it. */
  Database open() throws IOException {
    return rebuilding.open();
  }

  /**
   * What is wrong with it.
   *
   * @param notes get what was wrong already when the backup was made, and keeps nobody from it
   */
  void check(Database database, List<String> notes) {
    Map<String, Long> counts = counts(database);
    if (!counts.equals(new TreeMap<>(manifest.counts().tables()))) {
      throw new RestoreException(
          Code.FAILED,
          "The new database has other rows than the manifest says: %s instead of %s."
              .formatted(counts, manifest.counts().tables()));
    }
    List<String> problems = rebuilding.problemsOf(database);
    if (!problems.isEmpty()) {
      throw new RestoreException(
          Code.FAILED, "The new database is not sound: %s.".formatted(String.join("; ", problems)));
    }
    AuditReport chains = new SessionVerifier(new JdbiSessionStore(database)).verifyAll();
    chains.faults().stream()
        .limit(MOST_TOLD)
        .forEach(
            fault ->
                notes.add(
                    "The history of %s was changed before the backup was made: %s."
                        .formatted(fault.file(), fault.message())));
    unreadableDocuments(database).limit(MOST_TOLD).forEach(notes::add);
  }

  private void requireSameTables(List<Table> tables) {
    Set<String> expected = new HashSet<>(tables.stream().map(Table::name).toList());
    if (!expected.equals(manifest.counts().tables().keySet())) {
      throw new RestoreException(
          Code.ARCHIVE,
          "The archive has the tables %s; a database of schema version %d has %s."
              .formatted(manifest.counts().tables().keySet(), manifest.schemaVersion(), expected));
    }
  }

  /** Tables that came with later migrations are empty and stand in no manifest. */
  private Map<String, Long> counts(Database database) {
    Map<String, Long> counts = new TreeMap<>();
    for (String table : manifest.counts().tables().keySet()) {
      long count =
          database.read(
              handle ->
                  handle
                      .createQuery("SELECT count(*) FROM \"%s\"".formatted(table))
                      .mapTo(long.class)
                      .one());
      counts.put(table, count);
    }
    return counts;
  }

  /** Those that sessions run on. */
  private static Stream<String> unreadableDocuments(Database database) {
    List<String> hashes =
        database.read(
            handle ->
                handle
                    .createQuery("SELECT hash FROM pinned_workflows ORDER BY hash")
                    .mapTo(String.class)
                    .list());
    return hashes.stream()
        .filter(hash -> !isReadable(database, hash))
        .map(hash -> "The document %s, on which sessions run, cannot be read.".formatted(hash));
  }

  private static boolean isReadable(Database database, String hash) {
    String text =
        database.read(
            handle ->
                handle
                    .createQuery("SELECT document FROM pinned_workflows WHERE hash = ?")
                    .bind(0, hash)
                    .mapTo(String.class)
                    .one());
    try {
      return StrictJson.parse(text).isObject();
    } catch (MalformedJsonException e) {
      return false;
    }
  }
}
