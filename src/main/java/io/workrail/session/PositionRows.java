package io.workrail.session;

import io.workrail.session.UsedPosition.Superseded;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The table {@code used_positions}. */
final class PositionRows {
  private PositionRows() {}

  static void insert(Handle handle, UsedPosition used) {
    handle.execute(
        """
        INSERT INTO used_positions (session_id, position, event_seq, cause, actor, at, digest,
          result, superseded_by, superseded_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        used.sessionId().value(),
        used.position(),
        used.eventSeq(),
        used.cause().label(),
        used.actor(),
        Nanoseconds.of(used.at()),
        used.digest(),
        used.result(),
        used.superseded().map(Superseded::actor),
        used.superseded().map(by -> Nanoseconds.of(by.at())));
  }

  /** The first rewind behind a position is the one that took it off the living branch. */
  static void supersede(Handle handle, SessionId id, SessionChange.SupersedeFrom from) {
    handle.execute(
        """
        UPDATE used_positions SET superseded_by = ?, superseded_at = ?
        WHERE session_id = ? AND position >= ? AND superseded_by IS NULL""",
        from.by().actor(),
        Nanoseconds.of(from.by().at()),
        id.value(),
        from.position());
  }

  static Optional<UsedPosition> find(Handle handle, SessionId id, long position) {
    return handle
        .createQuery("SELECT * FROM used_positions WHERE session_id = ? AND position = ?")
        .bind(0, id.value())
        .bind(1, position)
        .map((row, context) -> read(row))
        .findOne();
  }

  private static UsedPosition read(ResultSet row) throws SQLException {
    Optional<String> supersededBy = Columns.optionalText(row, "superseded_by");
    return new UsedPosition(
        Columns.sessionId(row, "session_id"),
        row.getLong("position"),
        row.getLong("event_seq"),
        UsedPosition.Cause.valueOf(row.getString("cause").toUpperCase(Locale.ROOT)),
        row.getString("actor"),
        Columns.time(row, "at"),
        Columns.optionalText(row, "digest"),
        Columns.optionalText(row, "result"),
        supersededBy.isPresent()
            ? Optional.of(new Superseded(supersededBy.get(), Columns.time(row, "superseded_at")))
            : Optional.empty());
  }
}
