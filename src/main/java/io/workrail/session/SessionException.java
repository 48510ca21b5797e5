package io.workrail.session;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.workflow.WorkflowId;
import java.time.Instant;
import java.util.Optional;

/** Why a session did not do what was asked. The message is for the caller, who can mend it. */
public final class SessionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong, for programs. */
  public enum Code {
    /** Unknown, altered, or somebody else's: the answer is the same. */
    UNKNOWN_SESSION,
    /** The token's position was left, and not by this input. */
    STALE_TOKEN,
    /** A teammate works on it. */
    NOT_HOLDER,
    /** Completed or abandoned. */
    SESSION_ENDED,
    /** The workflow is worked through in sessions only. */
    SESSION_REQUIRED,
    /** The request id was used with other arguments. */
    REQUEST_ID_REUSED,
    /** Something happened since the revision that the caller knows. */
    REVISION_CONFLICT,
    /** A size is over its limit. */
    TOO_LARGE,
    /** The step to go back to was not completed. */
    STEP_NOT_COMPLETED,
    /** An argument is missing or does not fit. */
    INVALID_ARGUMENT,
    /** The state of a confirmation was altered or belongs to another call. */
    INVALID_REQUEST_STATE,
    /** The submission was decided, or replaced by a newer one. */
    SUBMISSION_CLOSED,
    /** The roles, or the rule of four eyes, do not allow it. */
    NOT_ALLOWED
  }

  private final Code code;
  private final String message;
  private final transient ObjectNode data;
  private final transient Optional<NextCall> nextCall;

  private SessionException(
      Code code, String message, ObjectNode data, Optional<NextCall> nextCall) {
    super(message);
    this.code = code;
    this.message = message;
    this.data = data;
    this.nextCall = nextCall;
  }

  /** For an id or token that names no session of the caller's. */
  static SessionException unknown(String name) {
    return new SessionException(
        Code.UNKNOWN_SESSION,
        "No session of yours belongs to this %s.".formatted(name),
        object(),
        Optional.of(NextCall.findSessions()));
  }

  /** For work without a session where none is allowed. */
  public static SessionException sessionRequired(WorkflowId workflowId) {
    return new SessionException(
        Code.SESSION_REQUIRED,
        "The workflow \"%s\" is worked through in sessions only.".formatted(workflowId),
        object().put("workflowId", workflowId.value()),
        Optional.of(NextCall.start(workflowId)));
  }

  static SessionException stale(String cause, String actor, Instant at, Session session) {
    String sentence =
        switch (cause) {
          case "advanced" -> "the step was completed already, with other input";
          case "rewound" -> "the session went back behind this step";
          case "taken_over" -> "the session was taken over";
          default -> "the server was restored to an earlier state";
        };
    ObjectNode data = where(session).put("cause", cause).put("actor", actor);
    data.put("at", at.toString());
    return new SessionException(
        Code.STALE_TOKEN,
        "This continueToken is used up: %s by %s at %s. The session is now %s at revision %d."
            .formatted(sentence, actor, at, session.status().label(), session.revision()),
        data,
        Optional.of(NextCall.resume(session.id())));
  }

  static SessionException notHolder(Session session) {
    return new SessionException(
        Code.NOT_HOLDER,
        "%s works on this session. Take it over if that is agreed; their token is stale then."
            .formatted(session.holder()),
        where(session),
        Optional.of(NextCall.resume(session.id())));
  }

  static SessionException ended(Session session) {
    return new SessionException(
        Code.SESSION_ENDED,
        "The session is %s; nothing can be done in it any more. Start a new one if there is more"
                .formatted(session.status().label())
            + " to do.",
        where(session),
        Optional.empty());
  }

  static SessionException requestIdReused(String requestId, SessionId made) {
    return new SessionException(
        Code.REQUEST_ID_REUSED,
        "The requestId \"%s\" started another session, with other arguments. Use a new requestId,"
                .formatted(requestId)
            + " or the same arguments.",
        object().put("sessionId", made.value()),
        Optional.of(NextCall.resume(made)));
  }

  static SessionException revisionConflict(long expected, Session session) {
    return new SessionException(
        Code.REVISION_CONFLICT,
        "expectedRevision is %d, but the session is at revision %d. Look at what happened, then"
                .formatted(expected, session.revision())
            + " repeat the call with the new revision.",
        where(session),
        Optional.of(NextCall.resume(session.id())));
  }

  static SessionException stepNotCompleted(String stepId, String completed) {
    return new SessionException(
        Code.STEP_NOT_COMPLETED,
        "The step \"%s\" was not completed in this session, so it cannot go back to it. Completed: %s."
            .formatted(stepId, completed),
        object().put("stepId", stepId),
        Optional.empty());
  }

  /** For an argument that does not fit; the message says what does. */
  public static SessionException invalid(String message) {
    return new SessionException(Code.INVALID_ARGUMENT, message, object(), Optional.empty());
  }

  static SessionException invalidRequestState() {
    return new SessionException(
        Code.INVALID_REQUEST_STATE,
        "The requestState does not belong to this call. Repeat the call exactly as it was, with the"
            + " requestState as it was given, or without both to be asked anew.",
        object(),
        Optional.empty());
  }

  static SessionException submissionClosed(Submission submission) {
    return new SessionException(
        Code.SUBMISSION_CLOSED,
        "The submission is %s already; look at the session for what waits now."
            .formatted(submission.status().label()),
        object().put("status", submission.status().label()),
        Optional.empty());
  }

  static SessionException notAllowed(String message) {
    return new SessionException(Code.NOT_ALLOWED, message, object(), Optional.empty());
  }

  /** For a body that was read up to its limit, in bytes, and no further. */
  public static SessionException bodyTooLarge(int limit) {
    return new SessionException(
        Code.TOO_LARGE,
        "The body is larger than %d bytes; nothing was stored.".formatted(limit),
        object().put("limit", limit),
        Optional.empty());
  }

  /** Refuses a text over its limit; nothing is ever cut. */
  static void requireSize(String name, String text, int limit) {
    int size = StepInput.sizeOf(text);
    if (size > limit) {
      throw new SessionException(
          Code.TOO_LARGE,
          "\"%s\" has %d bytes, the limit is %d. Shorten it, or refer to a file; nothing was stored."
              .formatted(name, size, limit),
          object().put("argument", name).put("size", size).put("limit", limit),
          Optional.empty());
    }
  }

  /** What is wrong. */
  public Code code() {
    return code;
  }

  @Override
  public String getMessage() {
    return message;
  }

  /** Facts for programs; may be empty. */
  public ObjectNode data() {
    return data;
  }

  /** The call that helps. */
  public Optional<NextCall> nextCall() {
    return nextCall;
  }

  private static ObjectNode where(Session session) {
    return object()
        .put("sessionId", session.id().value())
        .put("status", session.status().label())
        .put("revision", session.revision());
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
