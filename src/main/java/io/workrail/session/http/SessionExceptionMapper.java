package io.workrail.session.http;

import io.workrail.http.ErrorBody;
import io.workrail.session.SessionException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** The one place that chooses the HTTP status of what a session refuses. */
public final class SessionExceptionMapper implements ExceptionMapper<SessionException> {
  @Override
  public Response toResponse(SessionException failure) {
    return ErrorBody.response(status(failure.code()).getStatusCode(), failure.getMessage()).build();
  }

  private static Response.Status status(SessionException.Code code) {
    return switch (code) {
      case UNKNOWN_SESSION -> Response.Status.NOT_FOUND;
      case NOT_ALLOWED -> Response.Status.FORBIDDEN;
      case TOO_LARGE -> Response.Status.REQUEST_ENTITY_TOO_LARGE;
      case INVALID_ARGUMENT, INVALID_REQUEST_STATE -> Response.Status.BAD_REQUEST;
      case STALE_TOKEN,
          NOT_HOLDER,
          SESSION_ENDED,
          SESSION_REQUIRED,
          REQUEST_ID_REUSED,
          REVISION_CONFLICT,
          STEP_NOT_COMPLETED,
          SUBMISSION_CLOSED ->
          Response.Status.CONFLICT;
    };
  }
}
