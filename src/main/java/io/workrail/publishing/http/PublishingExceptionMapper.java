package io.workrail.publishing.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.http.ErrorBody;
import io.workrail.json.StrictJson;
import io.workrail.publishing.PublishingException;
import io.workrail.workflow.validation.FindingJson;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** The one place that chooses the HTTP status of what publishing refuses. */
public final class PublishingExceptionMapper implements ExceptionMapper<PublishingException> {
  private static final int UNPROCESSABLE = 422;
  private static final int RETRY_SECONDS = 5;

  @Override
  public Response toResponse(PublishingException failure) {
    int status = status(failure.code());
    ObjectNode body = StrictJson.mapper().valueToTree(ErrorBody.of(status, sentence(failure)));
    failure.current().ifPresent(hash -> body.put("currentHash", hash.value()));
    if (!failure.findings().isEmpty()) {
      body.set("findings", FindingJson.of(failure.findings()));
    }
    Response.ResponseBuilder reply =
        Response.status(status)
            .type(MediaType.APPLICATION_JSON_TYPE)
            .entity(StrictJson.writeBytes(body));
    failure.current().ifPresent(hash -> reply.header(HttpHeaders.ETAG, VersionHeaders.tag(hash)));
    if (failure.code() == PublishingException.Code.UNAVAILABLE) {
      reply.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    }
    return reply.build();
  }

  private static String sentence(PublishingException failure) {
    return switch (failure.code()) {
      case PRECONDITION_REQUIRED ->
          failure
              .current()
              .map(hash -> " Send the header If-Match: " + VersionHeaders.tag(hash))
              .map(mend -> failure.getMessage() + mend + ", or If-Match: * to overwrite any.")
              .orElse(failure.getMessage());
      case INVALID_DOCUMENT, MALFORMED_DOCUMENT ->
          failure.getMessage() + " All findings stand in findings, with line and column.";
      default -> failure.getMessage();
    };
  }

  private static int status(PublishingException.Code code) {
    return switch (code) {
      case INVALID_REQUEST, MALFORMED_DOCUMENT -> Response.Status.BAD_REQUEST.getStatusCode();
      case INVALID_DOCUMENT -> UNPROCESSABLE;
      case TOO_LARGE -> Response.Status.REQUEST_ENTITY_TOO_LARGE.getStatusCode();
      case ID_MISMATCH, NOT_REMOVABLE, CONFLICT -> Response.Status.CONFLICT.getStatusCode();
      case PRECONDITION_REQUIRED -> Response.Status.PRECONDITION_REQUIRED.getStatusCode();
      case PRECONDITION_FAILED -> Response.Status.PRECONDITION_FAILED.getStatusCode();
      case UNKNOWN_WORKFLOW -> Response.Status.NOT_FOUND.getStatusCode();
      case UNAVAILABLE -> Response.Status.SERVICE_UNAVAILABLE.getStatusCode();
    };
  }
}
