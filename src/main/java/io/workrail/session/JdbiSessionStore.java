package io.workrail.session;

import io.workrail.session.NewSession.KnownStart;
import io.workrail.storage.Database;
import io.workrail.storage.UnitOfWork;
import io.workrail.workflow.ContentHash;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Sessions in SQL that SQLite and PostgreSQL understand alike. */
public final class JdbiSessionStore implements SessionStore {
  /** SQLSTATE foreign_key_violation. */
  private static final String UNKNOWN_REFERENCE = "23503";

  private static final int MAX_RACES = 20;

  private final Database database;

  /** Sessions in this database, whose schema is up to date. */
  public JdbiSessionStore(Database database) {
    this.database = database;
  }

  /** Undoes a unit that found another revision after its first statement. */
  private static final class OutdatedException extends Exception {
    private static final long serialVersionUID = 1L;

    OutdatedException() {
      super("outdated", null, false, false);
    }
  }

  @Override
  public Optional<KnownStart> create(NewSession made) {
    return writeDespiteRace(
        handle -> {
          Optional<KnownStart> known =
              made.key().flatMap(key -> KeyRows.claim(handle, key, made.session().id()));
          if (known.isPresent()) {
            return known;
          }
          DocumentRows.insert(handle, made.session().workflowHash(), made.document());
          SessionRows.insert(handle, made.session());
          EventRows.insert(handle, made.started());
          return Optional.empty();
        });
  }

  @Override
  public boolean commit(SessionChange change) {
    try {
      return database.write(handle -> commit(handle, change));
    } catch (OutdatedException e) {
      return false;
    }
  }

  @Override
  public Optional<Session> find(SessionId id) {
    return database.read(handle -> SessionRows.find(handle, id));
  }

  @Override
  public Optional<KnownStart> findStart(String subject, String requestId) {
    return database.read(handle -> KeyRows.find(handle, subject, requestId));
  }

  @Override
  public Optional<String> findDocument(ContentHash hash) {
    return database.read(handle -> DocumentRows.find(handle, hash));
  }

  @Override
  public SessionPage list(SessionQuery query) {
    return database.read(handle -> SessionListing.list(handle, query));
  }

  @Override
  public Optional<UsedPosition> findPosition(SessionId id, long position) {
    return database.read(handle -> PositionRows.find(handle, id, position));
  }

  @Override
  public boolean hasEvent(SessionId id, long afterRevision, EventType type, String digest) {
    return database.read(handle -> EventRows.exists(handle, id, afterRevision, type, digest));
  }

  @Override
  public long countEvents(SessionId id, long afterSeq, long upToSeq, Set<EventType> types) {
    return database.read(handle -> EventRows.count(handle, id, afterSeq, upToSeq, types));
  }

  @Override
  public List<SessionEvent> listEvents(SessionId id, long afterSeq, int limit) {
    return database.read(handle -> EventRows.list(handle, id, afterSeq, limit));
  }

  @Override
  public List<SessionEvent> listLivingAdvances(SessionId id, long beforePosition, int limit) {
    return database.read(handle -> EventRows.listLivingAdvances(handle, id, beforePosition, limit));
  }

  @Override
  public Optional<Submission> findSubmission(String id) {
    return database.read(handle -> SubmissionRows.find(handle, id));
  }

  @Override
  public Optional<Submission> findSubmission(SessionId id, long position, String digest) {
    return database.read(handle -> SubmissionRows.findNewest(handle, id, position, digest));
  }

  @Override
  public Optional<Submission> findOpenSubmission(SessionId id) {
    return database.read(handle -> SubmissionRows.findOpen(handle, id));
  }

  @Override
  public List<SessionId> listIdle(Instant before, int limit) {
    return database.read(handle -> SessionRows.listIdle(handle, before, limit));
  }

  @Override
  public List<SessionId> listEnded(Instant before, int limit) {
    return database.read(handle -> SessionRows.listEnded(handle, before, limit));
  }

  @Override
  public boolean delete(SessionId id, long expectedRevision) {
    return writeDespiteRace(handle -> delete(handle, id, expectedRevision));
  }

  @Override
  public Map<SessionStatus, Long> countByStatus() {
    return database.read(SessionRows::countByStatus);
  }

  private static boolean commit(Handle handle, SessionChange change) throws OutdatedException {
    SessionId id = change.after().id();
    if (!SessionRows.update(
        handle, change.expectedRevision(), change.events().get(0).previousHash(), change.after())) {
      return false;
    }
    if (change.submission().isPresent()
        && !SubmissionRows.apply(handle, id, change.submission().get())) {
      throw new OutdatedException();
    }
    change.events().forEach(event -> EventRows.insert(handle, event));
    change.supersedeFrom().ifPresent(from -> PositionRows.supersede(handle, id, from));
    change.used().ifPresent(used -> PositionRows.insert(handle, used));
    return true;
  }

  private static boolean delete(Handle handle, SessionId id, long expectedRevision) {
    Optional<ContentHash> document = SessionRows.lock(handle, id, expectedRevision);
    if (document.isEmpty()) {
      return false;
    }
    for (String table :
        List.of("session_events", "used_positions", "idempotency_keys", "submissions")) {
      handle.execute("DELETE FROM " + table + " WHERE session_id = ?", id.value());
    }
    handle.execute("DELETE FROM sessions WHERE id = ?", id.value());
    DocumentRows.deleteUnused(handle, document.get());
    return true;
  }

  /**
   * On PostgreSQL the last session of a document may be deleted in the moment in which another one
   * starts on it. One of the two fails, and finds the other one done when it is repeated.
   */
  private <T> T writeDespiteRace(UnitOfWork<T, RuntimeException> unit) {
    int races = 0;
    while (true) {
      try {
        return database.write(unit);
      } catch (UnableToExecuteStatementException e) {
        if (!isUnknownReference(e) || ++races == MAX_RACES) {
          throw e;
        }
      }
    }
  }

  private static boolean isUnknownReference(UnableToExecuteStatementException failure) {
    return failure.getCause() instanceof SQLException cause
        && UNKNOWN_REFERENCE.equals(cause.getSQLState());
  }
}
