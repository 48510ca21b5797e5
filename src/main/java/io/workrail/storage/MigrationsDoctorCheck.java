package io.workrail.storage;

import io.workrail.doctor.DoctorCheck;
import io.workrail.doctor.Finding;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Whether this release and the schema of the database fit each other. */
final class MigrationsDoctorCheck implements DoctorCheck {
  private final DatabaseLook look;
  private final Migrator migrator;

  MigrationsDoctorCheck(DatabaseLook look, Migrator migrator) {
    this.look = look;
    this.migrator = migrator;
  }

  @Override
  public String name() {
    return "migrations";
  }

  @Override
  public Finding examine() {
    if (!look.exists()) {
      return Finding.ok("the first start makes schema version " + migrator.version());
    }
    if (look.isHidden()) {
      return DatabaseDoctorCheck.hidden(look);
    }
    try (Connection connection = look.open();
        Handle handle = Jdbi.create(connection).open()) {
      return isInitialised(handle)
          ? judge(migrator.compare(handle))
          : Finding.ok("the database is empty; the first start makes its tables");
    } catch (IncompatibleDatabaseException e) {
      return Finding.fail(String.valueOf(e.getMessage()), "this release must not start on it");
    } catch (SQLException | IOException | RuntimeException e) {
      return Finding.fail(
          "the schema cannot be read: " + e.getMessage(), "see the line of the database");
    }
  }

  private boolean isInitialised(Handle handle) {
    String query =
        look.dialect() == Dialect.SQLITE
            ? "SELECT count(*) FROM sqlite_master WHERE name = 'schema_history'"
            : "SELECT count(*) FROM pg_tables WHERE tablename = 'schema_history' AND schemaname = current_schema()";
    return handle.createQuery(query).mapTo(Integer.class).one() > 0;
  }

  private Finding judge(Migrator.Difference difference) {
    if (difference.missing() > 0) {
      return Finding.warn(
          "%d changes of schema version %d are missing"
              .formatted(difference.missing(), migrator.version()),
          "the next start makes them by itself; back up before");
    }
    return difference.newer() > 0
        ? Finding.warn(
            "a newer release made %d changes, which this one works with"
                .formatted(difference.newer()),
            "install the newer release again when you can")
        : Finding.ok("schema version %d".formatted(migrator.version()));
  }
}
