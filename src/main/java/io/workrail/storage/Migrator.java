package io.workrail.storage;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Brings a schema up to this release. What a newer release added stays and is not looked at, unless
 * that release said that this one cannot work with it.
 */
final class Migrator {
  private static final List<String> OWN_TABLES =
      List.of(
          """
          CREATE TABLE schema_history (
            version INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            compatible_from INTEGER NOT NULL,
            release TEXT NOT NULL,
            applied_at BIGINT NOT NULL)""",
          // One row that a probe writes to find out whether writing works again.
          "CREATE TABLE storage_probe (id INTEGER PRIMARY KEY, probed_at BIGINT NOT NULL)",
          "INSERT INTO storage_probe (id, probed_at) VALUES (1, 0)");

  private final List<Migration> migrations;
  private final String release;
  private final Clock clock;

  /**
   * A migrator of these migrations.
   *
   * @param release the name of this release, for people
   */
  Migrator(List<Migration> migrations, String release, Clock clock) {
    this.migrations = List.copyOf(migrations);
    this.release = release;
    this.clock = clock;
  }

  /** As this one, for data of an earlier time: it knows no migration behind this version. */
  Migrator upTo(int version) {
    return new Migrator(
        migrations.stream().filter(migration -> migration.version() <= version).toList(),
        release,
        clock);
  }

  private record Applied(int version, String name, int compatibleFrom, String release) {}

  /**
   * Applies what is missing. The caller holds a transaction and a lock that keeps others out.
   *
   * @param initialised whether the table {@code schema_history} exists
   * @throws IncompatibleDatabaseException when this release must leave the database alone
   */
  void migrate(Handle handle, boolean initialised) {
    if (!initialised) {
      OWN_TABLES.forEach(handle::execute);
    }
    missing(applied(handle)).forEach(migration -> apply(handle, migration));
  }

  /**
   * How this release and a database differ.
   *
   * @param missing changes that the next start makes
   * @param newer changes of a newer release, which this one works with
   */
  record Difference(int missing, int newer) {}

  /**
   * Compares and changes nothing.
   *
   * @throws IncompatibleDatabaseException when this release must leave the database alone
   */
  Difference compare(Handle handle) {
    Map<Integer, Applied> applied = applied(handle);
    int missing = missing(applied).size();
    int newer =
        Math.toIntExact(applied.keySet().stream().filter(found -> found > version()).count());
    return new Difference(missing, newer);
  }

  private static Map<Integer, Applied> applied(Handle handle) {
    return handle
        .createQuery("SELECT version, name, compatible_from, release FROM schema_history")
        .map(
            (row, context) ->
                new Applied(row.getInt(1), row.getString(2), row.getInt(3), row.getString(4)))
        .collect(Collectors.toMap(Applied::version, found -> found));
  }

  private List<Migration> missing(Map<Integer, Applied> applied) {
    applied.values().forEach(this::requireCompatible);
    for (Migration migration : migrations) {
      Applied found = applied.get(migration.version());
      if (found != null && !found.name().equals(migration.name())) {
        throw foreign(migration, found);
      }
    }
    return migrations.stream()
        .filter(migration -> !applied.containsKey(migration.version()))
        .toList();
  }

  private void requireCompatible(Applied found) {
    if (found.compatibleFrom() > version()) {
      throw new IncompatibleDatabaseException(
          ("the database was changed by WorkRail %s and needs schema version %d or newer; this is"
                  + " WorkRail %s with schema version %d. Install the newer release, or restore a"
                  + " backup that was made before it")
              .formatted(found.release(), found.compatibleFrom(), release, version()));
    }
  }

  private static IncompatibleDatabaseException foreign(Migration migration, Applied found) {
    return new IncompatibleDatabaseException(
        ("schema version %d of the database is \"%s\" (WorkRail %s), not \"%s\": it belongs to a"
                + " build that was never released. Use another database")
            .formatted(migration.version(), found.name(), found.release(), migration.name()));
  }

  private void apply(Handle handle, Migration migration) {
    migration.statements().forEach(handle::execute);
    handle.execute(
        "INSERT INTO schema_history (version, name, compatible_from, release, applied_at)"
            + " VALUES (?, ?, ?, ?, ?)",
        migration.version(),
        migration.name(),
        migration.compatibleFrom(),
        release,
        clock.millis());
  }

  /** The schema version of this release. */
  int version() {
    return migrations.isEmpty() ? 0 : migrations.get(migrations.size() - 1).version();
  }
}
