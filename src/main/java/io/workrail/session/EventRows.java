package io.workrail.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The table {@code session_events}. Rows are added, read, and deleted with their session. */
final class EventRows {
  private EventRows() {}

  static void insert(Handle handle, SessionEvent event) {
    handle.execute(
        """
        INSERT INTO session_events (session_id, seq, type, position, actor, client, request_id, at,
          digest, payload, previous_hash, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        event.sessionId().value(),
        event.seq(),
        event.type().label(),
        event.position(),
        event.actor(),
        event.client(),
        event.requestId(),
        Nanoseconds.of(event.at()),
        event.digest(),
        event.payload(),
        event.previousHash(),
        event.hash());
  }

  /** An advance is not in the index over digests, because its position finds it. */
  static boolean exists(
      Handle handle, SessionId id, long afterRevision, EventType type, String digest) {
    String unlessAdvanced = type == EventType.ADVANCED ? "" : " AND type <> 'advanced'";
    return handle
        .createQuery(
            "SELECT seq FROM session_events WHERE session_id = ? AND digest = ? AND seq > ?"
                + " AND type = ?"
                + unlessAdvanced
                + " LIMIT 1")
        .bind(0, id.value())
        .bind(1, digest)
        .bind(2, afterRevision)
        .bind(3, type.label())
        .mapTo(long.class)
        .findOne()
        .isPresent();
  }

  static long count(
      Handle handle, SessionId id, long afterSeq, long upToSeq, Set<EventType> types) {
    return handle
        .createQuery(
            "SELECT count(*) FROM session_events"
                + " WHERE session_id = :id AND seq > :after AND seq <= :upTo AND type IN (<types>)")
        .bind("id", id.value())
        .bind("after", afterSeq)
        .bind("upTo", upToSeq)
        .bindList("types", types.stream().map(EventType::label).toList())
        .mapTo(long.class)
        .one();
  }

  static List<SessionEvent> list(Handle handle, SessionId id, long afterSeq, int limit) {
    return handle
        .createQuery(
            "SELECT * FROM session_events WHERE session_id = ? AND seq > ? ORDER BY seq LIMIT ?")
        .bind(0, id.value())
        .bind(1, afterSeq)
        .bind(2, limit)
        .map((row, context) -> read(row))
        .list();
  }

  static List<SessionEvent> listLivingAdvances(
      Handle handle, SessionId id, long beforePosition, int limit) {
    return handle
        .createQuery(
            """
            SELECT event.* FROM used_positions used
            JOIN session_events event
              ON event.session_id = used.session_id AND event.seq = used.event_seq
            WHERE used.session_id = ? AND used.position < ?
              AND used.cause = 'advanced' AND used.superseded_by IS NULL
            ORDER BY used.position DESC LIMIT ?""")
        .bind(0, id.value())
        .bind(1, beforePosition)
        .bind(2, limit)
        .map((row, context) -> read(row))
        .list();
  }

  private static SessionEvent read(ResultSet row) throws SQLException {
    return new SessionEvent(
        Columns.sessionId(row, "session_id"),
        row.getLong("seq"),
        EventType.of(row.getString("type")),
        row.getLong("position"),
        row.getString("actor"),
        Columns.optionalText(row, "client"),
        row.getString("request_id"),
        Columns.time(row, "at"),
        Columns.optionalText(row, "digest"),
        row.getString("payload"),
        row.getString("previous_hash"),
        row.getString("hash"));
  }
}
