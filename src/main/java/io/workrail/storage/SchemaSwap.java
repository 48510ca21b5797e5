package io.workrail.storage;

import io.workrail.storage.DataInUseException.By;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Moves tables between schemas in one transaction: those in use into a schema that keeps them, the
 * built ones into their place. Connections of other servers find the new tables by the same names
 * at their next statement: PostgreSQL plans anew after such a change, prepared statements too.
 */
final class SchemaSwap {
  /** While it waits for the locks, the calls of all servers wait behind it. */
  private static final String LOCK_TIMEOUT = "600ms";

  private static final int TRIES = 8;
  private static final Duration PAUSE = Duration.ofMillis(400);

  /** SQLSTATEs lock_not_available and deadlock_detected. */
  private static final List<String> HELD_BY_OTHERS = List.of("55P03", "40P01");

  private final PostgresSession session;
  private final String live;
  private final String keptSchema;
  private final int knownVersion;
  private final CarryOver carryOver;
  private int carriedOver;
  private boolean isKept;

  /**
   * A swap.
   *
   * @param live the schema of the tables in use
   * @param keptSchema does not exist yet; that it does is the sign of the commit
   * @param knownVersion the newest migration of this release
   */
  SchemaSwap(
      PostgresSession session,
      String live,
      String keptSchema,
      int knownVersion,
      CarryOver carryOver) {
    this.session = session;
    this.live = live;
    this.keptSchema = keptSchema;
    this.knownVersion = knownVersion;
    this.carryOver = carryOver;
  }

  String keptSchema() {
    return keptSchema;
  }

  /** Does everything but the commit; others wait for the tables from now on. */
  void prepare() throws SQLException {
    for (int tries = 1; !isPrepared(tries == TRIES); tries++) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  void commit() throws SQLException {
    session.commit();
  }

  void rollBack() {
    session.rollBack();
  }

  Replaced result() {
    return new Replaced(
        isKept ? Optional.of("the schema " + keptSchema + " of the database") : Optional.empty(),
        isKept ? Optional.of("DROP SCHEMA " + keptSchema + " CASCADE") : Optional.empty(),
        OptionalInt.of(carriedOver));
  }

  private boolean isPrepared(boolean isLastTry) throws SQLException {
    session.begin();
    try {
      session.execute("SET LOCAL lock_timeout = '" + LOCK_TIMEOUT + "'");
      move();
      return true;
    } catch (SQLException e) {
      session.rollBack();
      if (!HELD_BY_OTHERS.contains(String.valueOf(e.getSQLState()))) {
        throw e;
      }
      if (isLastTry) {
        throw new DataInUseException(
            By.TRANSACTIONS,
            "other transactions hold the tables, such as a backup of another server; let them end,"
                + " then try again");
      }
      return false;
    }
  }

  private void move() throws SQLException {
    List<String> built = tablesOf(PostgresData.SCRATCH);
    List<String> used = new ArrayList<>(tablesOf(live));
    used.retainAll(built);
    if (!used.isEmpty()) {
      session.execute(
          "LOCK TABLE %s IN ACCESS EXCLUSIVE MODE"
              .formatted(
                  used.stream()
                      .map(table -> named(live, table))
                      .collect(Collectors.joining(", "))));
      requireKnownSchema(used);
      carryOver();
    }
    session.execute("CREATE SCHEMA " + keptSchema);
    for (String table : used) {
      session.execute("ALTER TABLE %s SET SCHEMA %s".formatted(named(live, table), keptSchema));
    }
    for (String table : built) {
      session.execute(
          "ALTER TABLE %s SET SCHEMA %s"
              .formatted(named(PostgresData.SCRATCH, table), quoted(live)));
    }
    isKept = !used.isEmpty();
  }

  /** The tables of a newer release would stay behind, without the rows that they point to. */
  private void requireKnownSchema(List<String> used) throws SQLException {
    if (!used.contains("schema_history")) {
      return;
    }
    int newest =
        Integer.parseInt(
            session.text("SELECT coalesce(max(version), 0) FROM " + named(live, "schema_history")));
    if (newest > knownVersion) {
      throw new NotPermittedException(
          ("the database has schema version %d, this release knows versions up to %d; restore with"
                  + " the newer release")
              .formatted(newest, knownVersion));
    }
  }

  private void carryOver() throws SQLException {
    try (Handle handle = Jdbi.create(Objects.requireNonNull(session.connection())).open()) {
      session.execute("SET LOCAL search_path TO " + quoted(live));
      UnitOfWork<Integer, RuntimeException> rows = carryOver.read(handle);
      session.execute("SET LOCAL search_path TO " + PostgresData.SCRATCH);
      carriedOver = rows.run(handle);
    }
  }

  /** In one order, so that two swaps do not wait for each other. */
  private List<String> tablesOf(String schema) throws SQLException {
    return session
        .texts("SELECT tablename FROM pg_tables WHERE schemaname = '%s'".formatted(schema))
        .stream()
        .sorted(Comparator.naturalOrder())
        .toList();
  }

  private static String named(String schema, String table) {
    return quoted(schema) + "." + quoted(table);
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
