package io.workrail.session;

import io.workrail.workflow.ContentHash;
import io.workrail.workflow.WorkflowId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The table {@code sessions}. */
final class SessionRows {
  private SessionRows() {}

  static void insert(Handle handle, Session session) {
    SessionState state = session.state();
    handle.execute(
        """
        INSERT INTO sessions (id, workflow_id, workflow_version, workflow_hash, goal, search_text,
          status, owner, team, holder, started_at, updated_at, updated_day, ended_at, position,
          position_since, revision, head_hash, token_key, history, context, completed_count,
          last_completed)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        session.id().value(),
        session.workflowId().value(),
        session.workflowVersion(),
        session.workflowHash().value(),
        session.goal(),
        searchText(session),
        session.status().label(),
        session.owner(),
        session.team(),
        session.holder(),
        Nanoseconds.of(session.startedAt()),
        Nanoseconds.of(session.updatedAt()),
        Nanoseconds.day(session.updatedAt()),
        session.endedAt().map(Nanoseconds::of),
        session.position(),
        session.positionSince(),
        session.revision(),
        session.headHash(),
        HexFormat.of().formatHex(session.tokenKey().bytes()),
        StateText.history(state),
        StateText.context(state),
        state.completedCount(),
        StateText.lastCompleted(state));
  }

  /**
   * Writes what changes in the life of a session; false when it has another revision.
   *
   * @param expectedHead of its chain: after a restore, another history may have got as far
   */
  static boolean update(Handle handle, long expectedRevision, String expectedHead, Session after) {
    SessionState state = after.state();
    int rows =
        handle.execute(
            """
            UPDATE sessions SET status = ?, holder = ?, updated_at = ?, updated_day = ?,
              ended_at = ?, position = ?, position_since = ?, revision = ?, head_hash = ?,
              history = ?, context = ?, completed_count = ?, last_completed = ?
            WHERE id = ? AND revision = ? AND head_hash = ?""",
            after.status().label(),
            after.holder(),
            Nanoseconds.of(after.updatedAt()),
            Nanoseconds.day(after.updatedAt()),
            after.endedAt().map(Nanoseconds::of),
            after.position(),
            after.positionSince(),
            after.revision(),
            after.headHash(),
            StateText.history(state),
            StateText.context(state),
            state.completedCount(),
            StateText.lastCompleted(state),
            after.id().value(),
            expectedRevision,
            expectedHead);
    return rows == 1;
  }

  /** Keeps others from changing the row, and gives its document; nothing at another revision. */
  static Optional<ContentHash> lock(Handle handle, SessionId id, long expectedRevision) {
    return handle
        .createQuery(
            "UPDATE sessions SET revision = revision WHERE id = ? AND revision = ?"
                + " RETURNING workflow_hash")
        .bind(0, id.value())
        .bind(1, expectedRevision)
        .map((row, context) -> new ContentHash(row.getString("workflow_hash")))
        .findOne();
  }

  static Optional<Session> find(Handle handle, SessionId id) {
    return handle
        .createQuery("SELECT * FROM sessions WHERE id = ?")
        .bind(0, id.value())
        .map((row, context) -> read(row))
        .findOne();
  }

  static List<SessionId> listIdle(Handle handle, Instant before, int limit) {
    return handle
        .createQuery(
            """
            SELECT id FROM sessions
            WHERE ended_at IS NULL AND updated_day <= ? AND updated_at < ?
            ORDER BY updated_day LIMIT ?""")
        .bind(0, Nanoseconds.day(before))
        .bind(1, Nanoseconds.of(before))
        .bind(2, limit)
        .map((row, context) -> Columns.sessionId(row, "id"))
        .list();
  }

  static List<SessionId> listEnded(Handle handle, Instant before, int limit) {
    return handle
        .createQuery("SELECT id FROM sessions WHERE ended_at < ? ORDER BY ended_at LIMIT ?")
        .bind(0, Nanoseconds.of(before))
        .bind(1, limit)
        .map((row, context) -> Columns.sessionId(row, "id"))
        .list();
  }

  static Map<SessionStatus, Long> countByStatus(Handle handle) {
    Map<SessionStatus, Long> counts = new EnumMap<>(SessionStatus.class);
    handle
        .createQuery("SELECT status, count(*) AS sessions FROM sessions GROUP BY status")
        .map((row, context) -> Map.entry(status(row), row.getLong("sessions")))
        .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
    return counts;
  }

  static Session read(ResultSet row) throws SQLException {
    return new Session(
        Columns.sessionId(row, "id"),
        new WorkflowId(row.getString("workflow_id")),
        row.getString("workflow_version"),
        new ContentHash(row.getString("workflow_hash")),
        row.getString("goal"),
        status(row),
        row.getString("owner"),
        Columns.optionalText(row, "team"),
        row.getString("holder"),
        Columns.time(row, "started_at"),
        Columns.time(row, "updated_at"),
        Columns.optionalTime(row, "ended_at"),
        row.getLong("position"),
        row.getLong("position_since"),
        row.getLong("revision"),
        row.getString("head_hash"),
        new TokenKey(HexFormat.of().parseHex(row.getString("token_key"))),
        StateText.read(
            row.getString("history"),
            row.getString("context"),
            row.getLong("completed_count"),
            row.getString("last_completed")));
  }

  private static SessionStatus status(ResultSet row) throws SQLException {
    String label = row.getString("status");
    return SessionStatus.find(label)
        .orElseThrow(() -> new IllegalStateException("no session status: " + label));
  }

  private static String searchText(Session session) {
    return "%s %s %s"
        .formatted(session.goal(), session.id(), session.workflowId())
        .toLowerCase(Locale.ROOT);
  }
}
