package io.workrail.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.engine.Engine;
import io.workrail.engine.NextStep;
import io.workrail.engine.OutputVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One attempt on the pending step of a session, as far as it is a matter of facts: what it is
 * judged by and which units of work it can become. Immutable.
 */
record Attempt(
    Session session,
    Progress progress,
    NextStep.Pending pending,
    StepInput input,
    String digest,
    Actor actor,
    Instant now) {
  static Attempt of(Session session, Progress progress, StepInput input, Actor actor, Instant now) {
    return new Attempt(
        session, progress, progress.pending().orElseThrow(), input, input.digest(), actor, now);
  }

  CompletedStep step() {
    return Progress.stepOf(pending);
  }

  /** Blank notes, or criteria that fail; nothing when the work will do. */
  Optional<OutputVerdict> objection() {
    if (input.notes().isBlank()) {
      return Optional.of(
          new OutputVerdict(
              false,
              List.of("The notes are blank."),
              List.of("Write in \"notes\" what you did, found and decided in this step.")));
    }
    OutputVerdict verdict =
        Engine.validate(
            pending.step(),
            input.checked(),
            pending.inside(progress.toldWith(input.contextChange())));
    return verdict.valid() ? Optional.empty() : Optional.of(verdict);
  }

  boolean needsPerson() {
    return Engine.requiresConfirmation(pending, progress.toldWith(input.contextChange()));
  }

  /** What every event of the attempt says. */
  ObjectNode payload() {
    ObjectNode payload = Replies.step(step());
    payload.put("title", pending.step().title());
    input.copyTo(payload);
    return payload;
  }

  SessionUnit unit() {
    return SessionUnit.on(session, actor, now);
  }

  /** The step counts as done. */
  Outcome advanced(Confirmation confirmation) {
    Progress after = progress.completed(step(), input.contextChange());
    ObjectNode payload = payload();
    confirmation.copyTo(payload);
    return Outcome.advanced(unit(), after, Optional.of(digest), payload);
  }

  /** An approver agreed; repeated calls of the submitter get the result. */
  Outcome approved(Submission submission, Optional<String> comment) {
    Progress after = progress.completed(step(), input.contextChange());
    ObjectNode payload = payload();
    new Confirmation(Confirmation.Way.APPROVED, comment).copyTo(payload);
    payload.put("submissionId", submission.id()).put("submittedBy", submission.submittedBy());
    return Outcome.advanced(unit(), after, Optional.of(digest), payload);
  }

  /** An approver sent the work back; the same token is open again. */
  Outcome rejected(Submission submission, Optional<String> comment) {
    ObjectNode payload = Replies.step(step());
    payload.put("submissionId", submission.id()).put("submittedBy", submission.submittedBy());
    comment.ifPresent(text -> payload.put("comment", text));
    SessionUnit unit =
        unit()
            .status(SessionStatus.ACTIVE)
            .record(EventType.REJECTED, Optional.of(digest), payload);
    return new Outcome(unit, blockedReply(unit.after(), PersonsWord.objection(comment)));
  }

  /** Tells objections to the same input apart. */
  String digestOf(OutputVerdict objection) {
    return StepInput.digest(Replies.texts(objection.issues()).add(digest));
  }

  /** The step is not done, for these reasons. */
  Outcome blocked(OutputVerdict objection, SessionStatus status) {
    ObjectNode payload = payload();
    payload.set("issues", Replies.texts(objection.issues()));
    SessionUnit unit =
        unit().status(status).record(EventType.BLOCKED, Optional.of(digestOf(objection)), payload);
    return new Outcome(unit, blockedReply(unit.after(), objection));
  }

  static ObjectNode blockedReply(Session session, OutputVerdict objection) {
    ObjectNode reply = Replies.of("blocked", session);
    Replies.withIssues(reply, objection.issues(), objection.suggestions());
    Replies.withToken(reply, session);
    ObjectNode rest = Replies.object().put("notes", "");
    reply.set("nextCall", NextCall.proceed(ContinueToken.of(session), rest).toJson());
    return reply;
  }

  /** A person has to be asked. */
  Outcome asked() {
    SessionUnit unit =
        unit()
            .status(SessionStatus.AWAITING_CONFIRMATION)
            .record(EventType.CONFIRMATION_ASKED, Optional.of(digest), payload());
    return new Outcome(unit, awaitingReply(unit.after(), reportedQuestion(), confirmedCall()));
  }

  ObjectNode awaitingReply(Session after, String prompt, ObjectNode nextArguments) {
    ObjectNode reply = Replies.of("awaiting_confirmation", after);
    reply.putObject("guidance").put("prompt", prompt).put("requiresConfirmation", true);
    Replies.withToken(reply, after);
    reply.set("nextCall", NextCall.proceed(ContinueToken.of(after), nextArguments).toJson());
    return reply;
  }

  /** The same call, with the word of the agent's user. */
  ObjectNode confirmedCall() {
    return input.arguments().deepCopy().put("confirmed", true);
  }

  String reportedQuestion() {
    return "Show your user what you did in the step \"%s\" and ask: is it confirmed? If they agree,"
            .formatted(pending.step().title())
        + " repeat the call with confirmed: true, as in nextCall. If not, mend it and call again"
        + " with new notes.";
  }
}
