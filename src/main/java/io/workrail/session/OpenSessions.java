package io.workrail.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.audit.AuditEvent;
import io.workrail.audit.AuditLog;
import io.workrail.auth.Caller;
import io.workrail.auth.Role;
import io.workrail.session.notify.Notifications;
import io.workrail.storage.Database;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The sessions of a server, for a command on the same machine: the database is used directly, which
 * is safe beside a running server. Everything is in its scope. What changes something is noted in
 * the audit log with the user who ran the command, and told to those whom {@code sessions.notify}
 * names. Not thread-safe.
 */
public final class OpenSessions implements AutoCloseable {
  private final SessionAccess access;
  private final Database database;
  private final Clock clock;
  private final SessionStore store;
  private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
  private Optional<Notifications> notifications = Optional.empty();

  OpenSessions(SessionAccess access, Database database, Clock clock) {
    this.access = access;
    this.database = database;
    this.clock = clock;
    this.store = new JdbiSessionStore(database);
  }

  /** Whose word a command brings, and who runs it. */
  public record Operator(String subject, String user) {
    /** As the audit log names who ran the command. */
    String actor() {
      return "command (%s)".formatted(user);
    }

    private Requester requester(String requestId) {
      Caller caller = new Caller(subject, Set.of(Role.APPROVER), Optional.empty());
      return new Requester(
          caller, Optional.of("workrail sessions (%s)".formatted(user)), requestId);
    }
  }

  /** Reads. */
  public SessionReader reader() {
    return new SessionReader(store);
  }

  /** Checks the chains of events. */
  public SessionVerifier verifier() {
    return new SessionVerifier(store);
  }

  /** Applies {@code sessions.idleAfter} and {@code sessions.retention} now. */
  public SessionUpkeep upkeep() {
    AuditLog audit = audit();
    return new SessionUpkeep(store, observer(audit), audit, access.sessions(), clock);
  }

  /**
   * Approves or rejects submitted work; four eyes hold as for everybody.
   *
   * @param requestId names this run of the command in the events
   */
  public ObjectNode decide(
      String sessionId,
      String submissionId,
      Submission.Status word,
      Optional<String> comment,
      Operator operator,
      String requestId) {
    AuditLog audit = audit();
    DecideSubmission decide =
        new DecideSubmission(
            store,
            new PinnedWorkflows(store),
            new SessionWriter(store, observer(audit)),
            access.sessions().fourEyes(),
            clock);
    SessionScope everywhere = new SessionScope.Everyone();
    decide.run(
        sessionId,
        submissionId,
        new DecideSubmission.Word(word, comment),
        operator.requester(requestId),
        everywhere);
    audit.recordDurably(
        AuditEvent.of("session.decided")
            .by(operator.actor())
            .with("session", sessionId)
            .with("submission", submissionId)
            .with("decision", word.label())
            .with("as", operator.subject()));
    return reader().show(sessionId, everywhere);
  }

  /**
   * Deletes a session with everything that belongs to it.
   *
   * @return false when it changed in this moment; nothing was deleted then
   */
  public boolean delete(Session session, String user) {
    return new SessionDeletion(store, audit())
        .delete(
            session.id(),
            found -> found.revision() == session.revision(),
            "Deleted by workrail sessions delete.",
            "command (%s)".formatted(user));
  }

  @Override
  public void close() {
    notifications.ifPresent(Notifications::stop);
    executor.shutdownNow();
    database.stop();
  }

  private AuditLog audit() {
    return access.audit().forCommand(access.dataDirectory(), clock);
  }

  private SessionObserver observer(AuditLog audit) {
    SessionObserver ended = new EndedSessions(audit);
    if (!access.sessions().notifyConfiguration().hasReceiver()) {
      return ended;
    }
    notifications =
        Optional.of(access.sessions().notifyConfiguration().build(store, audit, clock, executor));
    return ended.and(notifications.get());
  }
}
