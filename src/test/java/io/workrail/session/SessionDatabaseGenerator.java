package io.workrail.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.json.StrictJson;
import io.workrail.storage.TestDatabase;
import io.workrail.workflow.ContentHash;
import io.workrail.workflow.WorkflowId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Fills a SQLite database with sessions that were walked step by step, their chains intact, as fast
 * as the file takes them: with prepared batches, and without any safety until it is done. One
 * session in ten is active; the others ended yesterday, too young for any rule that deletes.
 */
public final class SessionDatabaseGenerator implements AutoCloseable {
  private static final int EACH_ACTIVE = 10;
  private static final int SESSIONS_OF_A_BATCH = 500;
  private static final int OWNERS = 400;
  private static final int OWNERS_OF_A_TEAM = 8;
  private static final String NOTES =
      "Read the service and its tests; the total is rounded before the discount is taken off. ";

  private static final String INSERT_EVENT =
      "INSERT INTO session_events (session_id, seq, type, position, actor, client, request_id, at,"
          + " digest, payload, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String INSERT_POSITION =
      "INSERT INTO used_positions (session_id, position, event_seq, cause, actor, at, digest,"
          + " result) VALUES (?, ?, ?, 'advanced', ?, ?, ?, ?)";

  private final Random random = new Random(4_711);
  private final Handle handle;
  private final PreparedStatement events;
  private final PreparedStatement positions;
  private final Plan plan;
  private final Instant begin = Instant.now().minus(Duration.ofDays(1));
  private final ContentHash hash;
  private final List<String> steps = new ArrayList<>();
  private final List<String> tokens = new ArrayList<>();

  private SessionDatabaseGenerator(Connection connection, Plan plan) throws SQLException {
    this.plan = plan;
    this.hash = ContentHash.of(plan.document());
    plan.document().path("steps").forEach(step -> steps.add(step.path("id").asText()));
    this.handle = Jdbi.create(connection).open();
    this.events = connection.prepareStatement(INSERT_EVENT);
    this.positions = connection.prepareStatement(INSERT_POSITION);
  }

  /**
   * What to fill a database with.
   *
   * @param document a workflow of steps that ask for nothing; more steps than events
   * @param holder works on the active sessions
   * @param team shares them
   */
  public record Plan(
      int sessions, int eventsOfEach, ObjectNode document, String holder, String team) {}

  /**
   * Makes the file {@code workrail.db} in a folder.
   *
   * @return the continue tokens of the active sessions
   */
  public static List<String> generate(Path folder, Plan plan) throws SQLException {
    TestDatabase.sqlite(folder).stop();
    String url = "jdbc:sqlite:" + folder.resolve("workrail.db").toAbsolutePath();
    try (Connection connection = DriverManager.getConnection(url)) {
      execute(connection, "PRAGMA journal_mode = OFF");
      execute(connection, "PRAGMA synchronous = OFF");
      execute(connection, "PRAGMA cache_size = -200000");
      try (SessionDatabaseGenerator generator = new SessionDatabaseGenerator(connection, plan)) {
        generator.fill(connection);
        return generator.tokens;
      }
    }
  }

  private void fill(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    handle.execute(
        "INSERT INTO pinned_workflows (hash, document) VALUES (?, ?)",
        hash.value(),
        StrictJson.write(plan.document()));
    for (int number = 0; number < plan.sessions(); number++) {
      write(number);
      if (number % SESSIONS_OF_A_BATCH == SESSIONS_OF_A_BATCH - 1) {
        flush(connection);
      }
    }
    flush(connection);
    connection.setAutoCommit(true);
  }

  private void flush(Connection connection) throws SQLException {
    events.executeBatch();
    positions.executeBatch();
    connection.commit();
  }

  private void write(int number) throws SQLException {
    SessionId id = SessionId.random(random);
    boolean active = number % EACH_ACTIVE == 0;
    String owner = active ? plan.holder() : "person-" + number % OWNERS;
    Actor actor = new Actor(owner, Optional.of("generator/1.0"), "req-" + number);
    List<SessionEvent> chain = chain(id, actor, plan.eventsOfEach());
    Session session = session(id, owner, number, chain);
    SessionRows.insert(handle, session);
    if (active) {
      tokens.add(ContinueToken.of(session));
    }
    for (SessionEvent event : chain) {
      addEvent(event);
      if (event.type() == EventType.ADVANCED) {
        addPosition(event);
      }
    }
  }

  private List<SessionEvent> chain(SessionId id, Actor actor, int length) {
    List<SessionEvent> chain = new ArrayList<>();
    String previous = SessionEvent.NO_HASH;
    for (int seq = 1; seq <= length; seq++) {
      boolean first = seq == 1;
      SessionEvent event =
          SessionEvent.chained(
              id,
              seq,
              first ? EventType.STARTED : EventType.ADVANCED,
              Math.max(0, seq - 2L),
              actor,
              begin.plus(Duration.ofMinutes(seq)),
              first ? Optional.empty() : Optional.of(digest(id, seq)),
              payload(seq),
              previous);
      previous = event.hash();
      chain.add(event);
    }
    return chain;
  }

  private Session session(SessionId id, String owner, int number, List<SessionEvent> chain) {
    SessionEvent last = chain.get(chain.size() - 1);
    boolean ended = number % EACH_ACTIVE != 0;
    List<String> history = steps.subList(0, chain.size() - 1);
    return new Session(
        id,
        new WorkflowId(plan.document().path("id").asText()),
        plan.document().path("version").asText(),
        hash,
        "Find out why the total of order " + number + " is wrong",
        ended ? SessionStatus.COMPLETED : SessionStatus.ACTIVE,
        owner,
        Optional.of(ended ? "team-" + number % OWNERS / OWNERS_OF_A_TEAM : plan.team()),
        owner,
        begin,
        last.at(),
        ended ? Optional.of(last.at()) : Optional.empty(),
        last.position() + 1,
        last.seq(),
        last.seq(),
        last.hash(),
        TokenKey.random(random),
        new SessionState(
            history,
            StrictJson.mapper().createObjectNode().put("order", number).put("kind", "bug"),
            history.size(),
            history.stream()
                .skip(Math.max(0, history.size() - SessionState.MAX_LAST_COMPLETED))
                .map(step -> new CompletedStep(step, Optional.empty()))
                .toList()));
  }

  private void addEvent(SessionEvent event) throws SQLException {
    int column = 0;
    events.setString(++column, event.sessionId().value());
    events.setLong(++column, event.seq());
    events.setString(++column, event.type().label());
    events.setLong(++column, event.position());
    events.setString(++column, event.actor());
    events.setString(++column, event.client().orElse(null));
    events.setString(++column, event.requestId());
    events.setLong(++column, Nanoseconds.of(event.at()));
    events.setString(++column, event.digest().orElse(null));
    events.setString(++column, event.payload());
    events.setString(++column, event.previousHash());
    events.setString(++column, event.hash());
    events.addBatch();
  }

  private void addPosition(SessionEvent event) throws SQLException {
    int column = 0;
    positions.setString(++column, event.sessionId().value());
    positions.setLong(++column, event.position());
    positions.setLong(++column, event.seq());
    positions.setString(++column, event.actor());
    positions.setLong(++column, Nanoseconds.of(event.at()));
    positions.setString(++column, event.digest().orElse(null));
    positions.setString(
        ++column, "{\"outcome\":\"advanced\",\"guidance\":\"" + NOTES.repeat(4) + "\"}");
    positions.addBatch();
  }

  private static String payload(int seq) {
    return "{\"stepId\":\"step-number-%d\",\"notes\":\"%s\"}".formatted(seq, NOTES.repeat(3));
  }

  /** As long and as random as the digests of real input. */
  private static String digest(SessionId id, int seq) {
    return "%s%032x".formatted(id.value().substring("ses_".length()), seq);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    events.close();
    positions.close();
  }
}
