package io.workrail.auth;

import io.workrail.auth.Revocation.Kind;
import io.workrail.storage.DataOrigin;
import io.workrail.storage.Database;
import java.time.Instant;
import java.util.List;

/** Revocations in the table {@code revocations}. Thread-safe. */
public final class JdbiRevocationStore implements RevocationStore {
  private final Database database;

  /** A store in this database. */
  public JdbiRevocationStore(Database database) {
    this.database = database;
  }

  @Override
  public void put(Revocation revocation) {
    database.write(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO revocations (kind, name, revoked_at, actor)
                    VALUES (:kind, :name, :at, :actor)
                    ON CONFLICT (kind, name)
                    DO UPDATE SET revoked_at = excluded.revoked_at, actor = excluded.actor""")
                .bind("kind", revocation.kind().name())
                .bind("name", revocation.name())
                .bind("at", revocation.at().toEpochMilli())
                .bind("actor", revocation.actor())
                .execute());
  }

  @Override
  public List<Revocation> listSince(Instant moment) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT kind, name, revoked_at, actor FROM revocations
                    WHERE revoked_at >= :moment ORDER BY revoked_at, kind, name""")
                .bind("moment", moment.toEpochMilli())
                .map(
                    (row, context) ->
                        new Revocation(
                            Kind.valueOf(row.getString("kind")),
                            row.getString("name"),
                            Instant.ofEpochMilli(row.getLong("revoked_at")),
                            row.getString("actor")))
                .list());
  }

  @Override
  public long origin() {
    return database.read(DataOrigin::of);
  }
}
