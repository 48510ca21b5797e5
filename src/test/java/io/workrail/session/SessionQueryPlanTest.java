package io.workrail.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.storage.Database;
import io.workrail.storage.ForwardingDatabase;
import io.workrail.storage.TestDatabase;
import io.workrail.storage.UnitOfWork;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That no call costs more with more sessions or events, in SQLite's own words. */
class SessionQueryPlanTest {
  @TempDir Path folder;
  private Recorder database;

  @BeforeEach
  void open() {
    database = new Recorder(TestDatabase.sqlite(folder));
  }

  @AfterEach
  void close() {
    database.stop();
  }

  @Test
  void everyStatementFindsItsRowsByAnIndex() {
    callEverything(new JdbiSessionStore(database));

    assertThat(database.statements).hasSizeGreaterThan(25);
    for (String sql : Set.copyOf(database.statements)) {
      assertThat(plan(sql)).as(sql).noneMatch(SessionQueryPlanTest::readsAWholeTable);
    }
  }

  /** "part" is a page; counting reads one index, is for metrics only and may be a little late. */
  private static boolean readsAWholeTable(String step) {
    return step.startsWith("SCAN")
        && !step.startsWith("SCAN CONSTANT ROW")
        && !step.startsWith("SCAN part")
        && !step.startsWith("SCAN sessions USING COVERING INDEX sessions_by_status");
  }

  private List<String> plan(String sql) {
    return database.read(
        handle ->
            handle
                .createQuery("EXPLAIN QUERY PLAN " + sql.replaceAll("\\?", "1"))
                .map((row, context) -> row.getString("detail"))
                .list());
  }

  private static void callEverything(SessionStore store) {
    NewSession made =
        StoredSessions.start(
            "anna",
            Optional.of("team"),
            "goal",
            "code-review",
            Optional.of(new NewSession.IdempotencyKey("anna", "r", "d")));
    store.create(made);
    store.create(made);
    Session session = made.session();
    SessionId id = session.id();
    Submission submission = StoredSessions.submission(session, "s", "d");
    session = commit(store, submit(session, new SessionChange.SubmissionChange.Submit(submission)));
    Submission decided =
        submission.decided(
            Submission.Status.APPROVED,
            new Submission.Decision("b", StoredSessions.NOW, Optional.empty()));
    session = commit(store, submit(session, new SessionChange.SubmissionChange.Decide(decided)));
    session = commit(store, StoredSessions.advance(session, "x"));
    session = commit(store, StoredSessions.rewind(session, 1));
    store.find(id);
    store.findDocument(session.workflowHash());
    store.listIdle(StoredSessions.NOW, 10);
    store.listEnded(StoredSessions.NOW, 10);
    store.countByStatus();
    store.listEvents(id, 0, 10);
    store.hasEvent(id, 0, EventType.BLOCKED, "d");
    store.hasEvent(id, 0, EventType.ADVANCED, "d");
    store.listLivingAdvances(id, 9, 10);
    store.findPosition(id, 1);
    store.findSubmission("s");
    store.findSubmission(id, 1, "d");
    store.findOpenSubmission(id);
    store.list(query(new SessionScope.Shared("anna", Optional.of("team"))));
    store.list(query(new SessionScope.Everyone()));
    assertThat(store.delete(id, session.revision())).isTrue();
  }

  private static Session commit(SessionStore store, SessionChange change) {
    assertThat(store.commit(change)).isTrue();
    return change.after();
  }

  private static SessionChange submit(Session session, SessionChange.SubmissionChange submission) {
    return StoredSessions.withSubmission(session, EventType.SUBMITTED, submission);
  }

  private static SessionQuery query(SessionScope scope) {
    return new SessionQuery(
        scope,
        Set.of(),
        Optional.of("code-review"),
        Optional.of("anna"),
        "word",
        Optional.of("1"),
        10);
  }

  /** Writes down what is executed. */
  private static final class Recorder extends ForwardingDatabase {
    private final Set<String> statements = new LinkedHashSet<>();

    Recorder(Database database) {
      super(database);
    }

    @Override
    public <T, X extends Exception> T read(UnitOfWork<T, X> unit) throws X {
      return super.read(handle -> unit.run(listenTo(handle)));
    }

    @Override
    public <T, X extends Exception> T write(UnitOfWork<T, X> unit) throws X {
      return super.write(handle -> unit.run(listenTo(handle)));
    }

    private Handle listenTo(Handle handle) {
      handle
          .getConfig(SqlStatements.class)
          .setSqlLogger(
              new SqlLogger() {
                @Override
                public void logBeforeExecution(StatementContext context) {
                  statements.add(context.getRenderedSql());
                }
              });
      return handle;
    }
  }
}
