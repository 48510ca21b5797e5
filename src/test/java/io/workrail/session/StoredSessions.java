package io.workrail.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.json.StrictJson;
import io.workrail.workflow.ContentHash;
import io.workrail.workflow.WorkflowId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Sessions and changes of sessions as the service would write them, with chains that are intact.
 */
final class StoredSessions {
  static final Instant NOW = Instant.parse("2026-11-23T10:15:30.123456789Z");
  static final String DOCUMENT = "{\"id\":\"code-review\"}";
  static final Actor ANNA = new Actor("anna", Optional.of("client/1.0"), "req-1");

  private static final Random RANDOM = new Random(20261123);

  private StoredSessions() {}

  static NewSession start(String owner, String goal) {
    return start(owner, Optional.empty(), goal, "code-review", Optional.empty());
  }

  static NewSession start(
      String owner,
      Optional<String> team,
      String goal,
      String workflowId,
      Optional<NewSession.IdempotencyKey> key) {
    SessionId id;
    TokenKey tokenKey;
    synchronized (RANDOM) {
      id = SessionId.random(RANDOM);
      tokenKey = TokenKey.random(RANDOM);
    }
    SessionEvent started =
        SessionEvent.chained(
            id,
            1,
            EventType.STARTED,
            0,
            new Actor(owner, Optional.empty(), "req-0"),
            NOW,
            Optional.empty(),
            "{}",
            SessionEvent.NO_HASH);
    Session session =
        new Session(
            id,
            new WorkflowId(workflowId),
            "1.0.0",
            hash(workflowId),
            goal,
            SessionStatus.ACTIVE,
            owner,
            team,
            owner,
            NOW,
            NOW,
            Optional.empty(),
            1,
            1,
            1,
            started.hash(),
            tokenKey,
            new SessionState(List.of(), StrictJson.mapper().createObjectNode(), 0, List.of()));
    return new NewSession(session, started, DOCUMENT, key);
  }

  static ContentHash hash(String workflowId) {
    return ContentHash.of(StrictJson.mapper().createObjectNode().put("id", workflowId));
  }

  /** The pending step is completed. */
  static SessionChange advance(Session before, String input) {
    SessionEvent event = event(before, EventType.ADVANCED, Optional.of(digest(input)), input);
    ObjectNode context = before.state().context().deepCopy().put("step", (int) before.position());
    SessionState state =
        new SessionState(
            append(before.state().history(), "step-" + before.position()),
            context,
            before.state().completedCount() + 1,
            List.of(
                new CompletedStep("step-" + before.position(), Optional.of(2)),
                new CompletedStep("outside", Optional.empty())));
    Session after =
        row(before, event, SessionStatus.ACTIVE, before.position() + 1, state, Optional.empty());
    UsedPosition used =
        new UsedPosition(
            before.id(),
            before.position(),
            event.seq(),
            UsedPosition.Cause.ADVANCED,
            "anna",
            NOW,
            Optional.of(digest(input)),
            Optional.of("{\"outcome\":\"advanced\"}"),
            Optional.empty());
    return new SessionChange(
        before.revision(),
        after,
        List.of(event),
        Optional.of(used),
        Optional.empty(),
        Optional.empty());
  }

  /** An event that does not leave the position. */
  static SessionChange note(Session before, EventType type, String input) {
    SessionEvent event = event(before, type, Optional.of(digest(input)), input);
    Session after =
        row(
            before,
            event,
            SessionStatus.ACTIVE,
            before.position(),
            before.state(),
            Optional.empty());
    return new SessionChange(
        before.revision(),
        after,
        List.of(event),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Back behind positions. */
  static SessionChange rewind(Session before, long toPosition) {
    SessionEvent event = event(before, EventType.REWOUND, Optional.empty(), "{}");
    Session after =
        row(
            before,
            event,
            SessionStatus.ACTIVE,
            before.position() + 1,
            before.state(),
            Optional.empty());
    UsedPosition used =
        new UsedPosition(
            before.id(),
            before.position(),
            event.seq(),
            UsedPosition.Cause.REWOUND,
            "anna",
            NOW,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new SessionChange(
        before.revision(),
        after,
        List.of(event),
        Optional.of(used),
        Optional.of(
            new SessionChange.SupersedeFrom(
                toPosition, new UsedPosition.Superseded("anna", NOW.plusNanos(1)))),
        Optional.empty());
  }

  /** The end. */
  static SessionChange end(Session before, SessionStatus status, Instant at) {
    SessionEvent event = event(before, EventType.ABANDONED, Optional.empty(), "{}");
    Session after = row(before, event, status, before.position(), before.state(), Optional.of(at));
    return new SessionChange(
        before.revision(),
        after,
        List.of(event),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** What a change does to submissions, with an event beside it. */
  static SessionChange withSubmission(
      Session before, EventType type, SessionChange.SubmissionChange submission) {
    SessionChange bare = note(before, type, "submission");
    return new SessionChange(
        bare.expectedRevision(),
        bare.after(),
        bare.events(),
        bare.used(),
        bare.supersedeFrom(),
        Optional.of(submission));
  }

  static Submission submission(Session session, String id, String digest) {
    return new Submission(
        id,
        session.id(),
        session.position(),
        "review",
        "anna",
        Optional.of("client/1.0"),
        NOW,
        digest,
        "{\"notes\":\"done\"}",
        Submission.Status.OPEN,
        Optional.empty());
  }

  static String digest(String input) {
    return "digest-" + Integer.toHexString(new String(input.getBytes(UTF_8), UTF_8).hashCode());
  }

  private static SessionEvent event(
      Session before, EventType type, Optional<String> digest, String payload) {
    return SessionEvent.chained(
        before.id(),
        before.revision() + 1,
        type,
        before.position(),
        ANNA,
        NOW.plusSeconds(before.revision()),
        digest,
        payload,
        before.headHash());
  }

  private static Session row(
      Session before,
      SessionEvent event,
      SessionStatus status,
      long position,
      SessionState state,
      Optional<Instant> endedAt) {
    return new Session(
        before.id(),
        before.workflowId(),
        before.workflowVersion(),
        before.workflowHash(),
        before.goal(),
        status,
        before.owner(),
        before.team(),
        before.holder(),
        before.startedAt(),
        event.at(),
        endedAt,
        position,
        position == before.position() ? before.positionSince() : event.seq(),
        event.seq(),
        event.hash(),
        before.tokenKey(),
        state);
  }

  private static List<String> append(List<String> history, String id) {
    return Stream.concat(history.stream(), Stream.of(id)).toList();
  }
}
