package io.workrail.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.json.StrictJson;
import io.workrail.workflow.WorkflowDocument;
import io.workrail.workflow.catalog.WorkflowCatalog;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Makes a session and gives its first step. Thread-safe. */
final class StartSession {
  /** Longest goal, in code points. */
  static final int MAX_GOAL = 2_000;

  private static final String REQUEST_ID = "requestId";

  private final WorkflowCatalog catalog;
  private final SessionStore store;
  private final PinnedWorkflows workflows;
  private final SessionWriter writer;
  private final Clock clock;
  private final RandomGenerator random;

  StartSession(
      WorkflowCatalog catalog,
      SessionStore store,
      PinnedWorkflows workflows,
      SessionWriter writer,
      Clock clock,
      RandomGenerator random) {
    this.catalog = catalog;
    this.store = store;
    this.workflows = workflows;
    this.writer = writer;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Starts, or finds what the same request id started before.
   *
   * @param arguments {@code workflowId}, {@code goal}, {@code context?}, {@code requestId?}
   */
  SessionAnswer run(ObjectNode arguments, Requester who) {
    StorableText.requireAll(arguments);
    String goal = arguments.path("goal").asText().strip();
    requireGoal(goal);
    Optional<NewSession.IdempotencyKey> key = keyOf(arguments, who);
    Optional<NewSession.KnownStart> known =
        key.flatMap(named -> store.findStart(named.subject(), named.requestId()));
    if (known.isPresent()) {
      return repeated(key.get(), known.get(), who);
    }
    WorkflowDocument document = catalog.require(arguments.path("workflowId").asText());
    ObjectNode context =
        arguments.path("context") instanceof ObjectNode told ? told : Replies.object();
    Progress progress = Progress.of(document.workflow(), SessionState.initial(context));
    NewSession made = make(document, goal, progress, key, who);
    Optional<NewSession.KnownStart> quicker = writer.create(made);
    return quicker.isPresent()
        ? repeated(key.orElseThrow(), quicker.get(), who)
        : reply(made.session(), progress);
  }

  private NewSession make(
      WorkflowDocument document,
      String goal,
      Progress progress,
      Optional<NewSession.IdempotencyKey> key,
      Requester who) {
    SessionId id = SessionId.random(random);
    SessionEvent started =
        SessionEvent.chained(
            id,
            1,
            EventType.STARTED,
            0,
            who.actor(),
            clock.instant(),
            key.map(NewSession.IdempotencyKey::digest),
            StrictJson.write(payload(document, goal, progress, who)),
            SessionEvent.NO_HASH);
    return new NewSession(
        session(document, goal, progress, started, who),
        started,
        StrictJson.write(document.json()),
        key);
  }

  private static ObjectNode payload(
      WorkflowDocument document, String goal, Progress progress, Requester who) {
    ObjectNode payload = Replies.object();
    payload
        .put("workflowId", document.id().value())
        .put("workflowVersion", document.workflow().version())
        .put("workflowHash", document.hash().value())
        .put("goal", goal);
    who.caller().team().ifPresent(team -> payload.put("team", team));
    payload.set("context", progress.state().context());
    return payload;
  }

  private Session session(
      WorkflowDocument document,
      String goal,
      Progress progress,
      SessionEvent started,
      Requester who) {
    Instant now = started.at();
    return new Session(
        started.sessionId(),
        document.id(),
        document.workflow().version(),
        document.hash(),
        goal,
        progress.isComplete() ? SessionStatus.COMPLETED : SessionStatus.ACTIVE,
        who.caller().subject(),
        who.caller().team(),
        who.caller().subject(),
        now,
        now,
        progress.isComplete() ? Optional.of(now) : Optional.empty(),
        0,
        1,
        1,
        started.hash(),
        TokenKey.random(random),
        progress.state());
  }

  /** The same start again: the session as it stands now, or an error when it was another start. */
  private SessionAnswer repeated(
      NewSession.IdempotencyKey key, NewSession.KnownStart known, Requester who) {
    if (!known.digest().equals(key.digest())) {
      throw SessionException.requestIdReused(key.requestId(), known.sessionId());
    }
    Session session =
        store.find(known.sessionId()).orElseThrow(() -> SessionException.unknown(REQUEST_ID));
    SessionAnswer.Reply reply = reply(session, Progress.of(workflows.of(session), session.state()));
    if (!session.holder().equals(who.caller().subject())) {
      reply.json().remove("continueToken");
      reply.json().set("nextCall", NextCall.resume(session.id()).toJson());
    }
    return new SessionAnswer.Reply(Replies.replayed(reply.json()));
  }

  private static SessionAnswer.Reply reply(Session session, Progress progress) {
    return new SessionAnswer.Reply(
        Replies.withNext(Replies.of("started", session), session, progress));
  }

  private static Optional<NewSession.IdempotencyKey> keyOf(ObjectNode arguments, Requester who) {
    JsonNode requestId = arguments.path(REQUEST_ID);
    if (!requestId.isTextual()) {
      return Optional.empty();
    }
    ObjectNode rest = Replies.object();
    rest.setAll(arguments);
    rest.remove(REQUEST_ID);
    return Optional.of(
        new NewSession.IdempotencyKey(
            who.caller().subject(), requestId.asText(), StepInput.digest(rest)));
  }

  private static void requireGoal(String goal) {
    if (goal.isEmpty()) {
      throw SessionException.invalid(
          "\"goal\" is blank; say in a sentence or two what this piece of work should achieve.");
    }
    int length = goal.codePointCount(0, goal.length());
    if (length > MAX_GOAL) {
      throw SessionException.invalid(
          "\"goal\" has %d characters, the limit is %d; put details into context or notes."
              .formatted(length, MAX_GOAL));
    }
  }
}
