package io.workrail.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.json.StrictJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A change in the making: what happens to a session, step by step. Not thread-safe. */
final class SessionUnit {
  private final Session before;
  private final Actor actor;
  private final Instant now;
  private final List<SessionEvent> events = new ArrayList<>();
  private Optional<UsedPosition.Cause> leftBy = Optional.empty();
  private Optional<String> digest = Optional.empty();
  private Optional<SessionChange.SupersedeFrom> supersedeFrom = Optional.empty();
  private Optional<SessionChange.SubmissionChange> submission = Optional.empty();
  private SessionStatus status;
  private SessionState state;
  private String holder;

  private SessionUnit(Session before, Actor actor, Instant now) {
    this.before = before;
    this.actor = actor;
    this.now = now;
    this.status = before.status();
    this.state = before.state();
    this.holder = before.holder();
  }

  static SessionUnit on(Session before, Actor actor, Instant now) {
    return new SessionUnit(before, actor, now);
  }

  SessionUnit record(EventType type, Optional<String> inputDigest, ObjectNode payload) {
    SessionEvent event =
        SessionEvent.chained(
            before.id(),
            before.revision() + events.size() + 1,
            type,
            before.position(),
            actor,
            now,
            inputDigest,
            StrictJson.write(payload),
            headHash());
    events.add(event);
    digest = inputDigest;
    return this;
  }

  SessionUnit status(SessionStatus value) {
    status = value;
    return this;
  }

  SessionUnit state(SessionState value) {
    state = value;
    return this;
  }

  SessionUnit holder(String value) {
    holder = value;
    return this;
  }

  /** The token of the current position is used up. */
  SessionUnit leavePosition(UsedPosition.Cause cause) {
    leftBy = Optional.of(cause);
    return this;
  }

  SessionUnit supersedeFrom(long position) {
    supersedeFrom =
        Optional.of(
            new SessionChange.SupersedeFrom(
                position, new UsedPosition.Superseded(actor.subject(), now)));
    return this;
  }

  SessionUnit submission(SessionChange.SubmissionChange change) {
    submission = Optional.of(change);
    return this;
  }

  /** The row as it will be. */
  Session after() {
    long revision = before.revision() + events.size();
    boolean left = leftBy.isPresent();
    return new Session(
        before.id(),
        before.workflowId(),
        before.workflowVersion(),
        before.workflowHash(),
        before.goal(),
        status,
        before.owner(),
        before.team(),
        holder,
        before.startedAt(),
        now,
        status.isEnded() ? Optional.of(now) : Optional.empty(),
        left ? before.position() + 1 : before.position(),
        left ? revision : before.positionSince(),
        revision,
        headHash(),
        before.tokenKey(),
        state);
  }

  /** The whole unit; nothing is recorded as the result of a position that is not advanced from. */
  SessionChange change() {
    return change(Optional.empty());
  }

  /**
   * The whole unit.
   *
   * @param result the reply that a repeated call gets again
   */
  SessionChange change(ObjectNode result) {
    return change(Optional.of(StrictJson.write(result)));
  }

  private SessionChange change(Optional<String> result) {
    Session after = after();
    return new SessionChange(
        before.revision(),
        after,
        events,
        leftBy.map(cause -> used(cause, after.revision(), result)),
        supersedeFrom,
        submission);
  }

  private UsedPosition used(UsedPosition.Cause cause, long seq, Optional<String> result) {
    return new UsedPosition(
        before.id(),
        before.position(),
        seq,
        cause,
        actor.subject(),
        now,
        result.isPresent() ? digest : Optional.empty(),
        result,
        Optional.empty());
  }

  private String headHash() {
    return events.isEmpty() ? before.headHash() : events.get(events.size() - 1).hash();
  }
}
