package io.workrail.session;

import io.workrail.json.StrictJson;
import io.workrail.storage.TestDatabase;
import io.workrail.workflow.ContentHash;
import io.workrail.workflow.WorkflowId;
import java.io.IOException;
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
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Fills a SQLite database with sessions that were walked step by step, their chains intact, as fast
 * as the file takes them: with prepared batches, and without any safety until it is done. Times are
 * fixed and randomness is seeded, so that the same numbers give the same database.
 *
 * <p>{@code SessionDatabaseGenerator FOLDER [SESSIONS [EVENTS_OF_EACH]]}; 100,000 sessions of 20
 * events if nothing else is said.
 */
public final class SessionDatabaseGenerator implements AutoCloseable {
  private static final int SESSIONS = 100_000;
  private static final int EVENTS_OF_EACH = 20;
  private static final int SESSIONS_OF_A_BATCH = 500;
  private static final int OWNERS = 400;
  private static final int OWNERS_OF_A_TEAM = 8;
  private static final Instant START = Instant.parse("2026-09-01T08:00:00Z");
  private static final String DOCUMENT = "{\"id\":\"generated\"}";
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

  private SessionDatabaseGenerator(Connection connection) throws SQLException {
    this.handle = Jdbi.create(connection).open();
    this.events = connection.prepareStatement(INSERT_EVENT);
    this.positions = connection.prepareStatement(INSERT_POSITION);
  }

  /** See the class. */
  public static void main(String[] arguments) throws Exception {
    generate(
        Path.of(arguments[0]),
        arguments.length > 1 ? Integer.parseInt(arguments[1]) : SESSIONS,
        arguments.length > 2 ? Integer.parseInt(arguments[2]) : EVENTS_OF_EACH);
  }

  /** 100,000 sessions and 2,000,000 events in the file {@code workrail.db} of a folder. */
  public static void generate(Path folder) throws SQLException, IOException {
    generate(folder, SESSIONS, EVENTS_OF_EACH);
  }

  static void generate(Path folder, int sessions, int eventsOfEach)
      throws SQLException, IOException {
    TestDatabase.sqlite(folder).stop();
    String url = "jdbc:sqlite:" + folder.resolve("workrail.db").toAbsolutePath();
    try (Connection connection = DriverManager.getConnection(url)) {
      execute(connection, "PRAGMA journal_mode = OFF");
      execute(connection, "PRAGMA synchronous = OFF");
      execute(connection, "PRAGMA cache_size = -200000");
      try (SessionDatabaseGenerator generator = new SessionDatabaseGenerator(connection)) {
        generator.fill(connection, sessions, eventsOfEach);
      }
    }
  }

  private void fill(Connection connection, int sessions, int eventsOfEach) throws SQLException {
    connection.setAutoCommit(false);
    handle.execute(
        "INSERT INTO pinned_workflows (hash, document) VALUES (?, ?)", hash().value(), DOCUMENT);
    for (int number = 0; number < sessions; number++) {
      write(number, eventsOfEach);
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

  private void write(int number, int eventsOfEach) throws SQLException {
    SessionId id = SessionId.random(random);
    String owner = "person-" + number % OWNERS;
    Actor actor = new Actor(owner, Optional.of("generator/1.0"), "req-" + number);
    List<SessionEvent> chain = chain(id, actor, eventsOfEach);
    SessionRows.insert(handle, session(id, owner, number, chain));
    for (SessionEvent event : chain) {
      addEvent(event);
      if (event.type() == EventType.ADVANCED) {
        addPosition(event);
      }
    }
  }

  private static List<SessionEvent> chain(SessionId id, Actor actor, int length) {
    List<SessionEvent> chain = new ArrayList<>();
    String previous = SessionEvent.NO_HASH;
    for (int seq = 1; seq <= length; seq++) {
      boolean first = seq == 1;
      SessionEvent event =
          SessionEvent.chained(
              id,
              seq,
              first ? EventType.STARTED : EventType.ADVANCED,
              seq - 1L,
              actor,
              START.plus(Duration.ofMinutes(seq)),
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
    boolean ended = number % 10 != 0;
    List<String> history =
        IntStream.range(1, chain.size()).mapToObj(step -> "step-number-" + step).toList();
    return new Session(
        id,
        new WorkflowId("generated"),
        "1.0.0",
        hash(),
        "Find out why the total of order " + number + " is wrong",
        ended ? SessionStatus.COMPLETED : SessionStatus.ACTIVE,
        owner,
        Optional.of("team-" + number % OWNERS / OWNERS_OF_A_TEAM),
        owner,
        START,
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

  private static ContentHash hash() {
    return ContentHash.of(StrictJson.mapper().createObjectNode().put("id", "generated"));
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
