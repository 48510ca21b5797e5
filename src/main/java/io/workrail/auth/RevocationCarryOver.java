package io.workrail.auth;

import io.workrail.storage.CarryOver;
import io.workrail.storage.UnitOfWork;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Keeps withdrawn tokens withdrawn when a backup is restored that was made before. A restore goes
 * back in time for the work of people; a token that leaked does not become harmless by it. So the
 * revocations of the data that are replaced are added to those of the backup, and of two for one
 * name the later one stands.
 */
public final class RevocationCarryOver implements CarryOver {
  private record Row(String kind, String name, long revokedAt, String actor) {}

  @Override
  public UnitOfWork<Integer, RuntimeException> read(Handle before) {
    List<Row> rows =
        before
            .createQuery("SELECT kind, name, revoked_at, actor FROM revocations")
            .map(
                (row, context) ->
                    new Row(
                        row.getString("kind"),
                        row.getString("name"),
                        row.getLong("revoked_at"),
                        row.getString("actor")))
            .list();
    return after -> rows.stream().mapToInt(row -> add(after, row)).sum();
  }

  private static int add(Handle after, Row row) {
    return after.execute(
        """
        INSERT INTO revocations (kind, name, revoked_at, actor) VALUES (?, ?, ?, ?)
        ON CONFLICT (kind, name)
        DO UPDATE SET revoked_at = excluded.revoked_at, actor = excluded.actor
        WHERE excluded.revoked_at > revocations.revoked_at""",
        row.kind(),
        row.name(),
        row.revokedAt(),
        row.actor());
  }
}
