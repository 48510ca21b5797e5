package io.workrail.session;

import io.workrail.session.SessionChange.SubmissionChange;
import io.workrail.session.Submission.Decision;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The table {@code submissions}. */
final class SubmissionRows {
  private SubmissionRows() {}

  /** Makes the change; false when the submission to decide on is not open any more. */
  static boolean apply(Handle handle, SessionId id, SubmissionChange change) {
    if (change instanceof SubmissionChange.Decide decide) {
      return decide(handle, decide.decided());
    }
    handle.execute(
        "UPDATE submissions SET status = 'voided' WHERE session_id = ? AND status = 'open'",
        id.value());
    if (change instanceof SubmissionChange.Submit submit) {
      insert(handle, submit.submission());
    }
    return true;
  }

  static Optional<Submission> find(Handle handle, String id) {
    return findOne(handle.createQuery("SELECT * FROM submissions WHERE id = ?").bind(0, id));
  }

  static Optional<Submission> findNewest(
      Handle handle, SessionId id, long position, String digest) {
    return findOne(
        handle
            .createQuery(
                """
                SELECT * FROM submissions WHERE session_id = ? AND position = ? AND digest = ?
                ORDER BY number DESC LIMIT 1""")
            .bind(0, id.value())
            .bind(1, position)
            .bind(2, digest));
  }

  static Optional<Submission> findOpen(Handle handle, SessionId id) {
    return findOne(
        handle
            .createQuery("SELECT * FROM submissions WHERE session_id = ? AND status = 'open'")
            .bind(0, id.value()));
  }

  private static boolean decide(Handle handle, Submission decided) {
    Optional<Decision> decision = decided.decision();
    int rows =
        handle.execute(
            """
            UPDATE submissions SET status = ?, decided_by = ?, decided_at = ?, comment = ?
            WHERE id = ? AND status = 'open'""",
            decided.status().label(),
            decision.map(Decision::decidedBy),
            decision.map(by -> Nanoseconds.of(by.decidedAt())),
            decision.flatMap(Decision::comment),
            decided.id());
    return rows == 1;
  }

  private static void insert(Handle handle, Submission made) {
    Optional<Decision> decision = made.decision();
    handle.execute(
        """
        INSERT INTO submissions (id, session_id, position, step_id, submitted_by, client,
          submitted_at, digest, input, status, decided_by, decided_at, comment)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        made.id(),
        made.sessionId().value(),
        made.position(),
        made.stepId(),
        made.submittedBy(),
        made.client(),
        Nanoseconds.of(made.submittedAt()),
        made.digest(),
        made.input(),
        made.status().label(),
        decision.map(Decision::decidedBy),
        decision.map(by -> Nanoseconds.of(by.decidedAt())),
        decision.flatMap(Decision::comment));
  }

  private static Optional<Submission> findOne(Query query) {
    return query.map((row, context) -> read(row)).findOne();
  }

  private static Submission read(ResultSet row) throws SQLException {
    Optional<String> decidedBy = Columns.optionalText(row, "decided_by");
    return new Submission(
        row.getString("id"),
        Columns.sessionId(row, "session_id"),
        row.getLong("position"),
        row.getString("step_id"),
        row.getString("submitted_by"),
        Columns.optionalText(row, "client"),
        Columns.time(row, "submitted_at"),
        row.getString("digest"),
        row.getString("input"),
        Submission.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        decidedBy.isPresent()
            ? Optional.of(
                new Decision(
                    decidedBy.get(),
                    Columns.time(row, "decided_at"),
                    Columns.optionalText(row, "comment")))
            : Optional.empty());
  }
}
