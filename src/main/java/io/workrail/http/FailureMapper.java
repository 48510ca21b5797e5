package io.workrail.http;

import io.workrail.storage.StorageUnavailableException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what no resource answered. An unexpected failure shows the id of the request only. */
public final class FailureMapper implements ExceptionMapper<Throwable> {
  private static final Logger LOG = LoggerFactory.getLogger(FailureMapper.class);

  @Override
  public Response toResponse(Throwable failure) {
    if (failure instanceof WebApplicationException refusal) {
      Response made = refusal.getResponse();
      return made.hasEntity() ? made : refused(made);
    }
    if (failure instanceof StorageUnavailableException storage) {
      return ErrorBody.response(
              Response.Status.SERVICE_UNAVAILABLE.getStatusCode(), storage.getMessage())
          .header(HttpHeaders.RETRY_AFTER, storage.retryAfterSeconds())
          .build();
    }
    if (failure instanceof BodyTooLargeException tooLarge) {
      return ErrorBody.response(
              Response.Status.REQUEST_ENTITY_TOO_LARGE.getStatusCode(), tooLarge.getMessage())
          .build();
    }
    LOG.error("Unexpected failure", failure);
    ErrorBody unexpected = ErrorBody.unexpected();
    return ErrorBody.response(unexpected.code(), unexpected.message()).build();
  }

  private static Response refused(Response response) {
    int status = response.getStatus();
    Response.ResponseBuilder body =
        ErrorBody.response(
            status,
            switch (status) {
              case 404 -> "There is nothing at this address; the MCP endpoint is POST /mcp.";
              case 405 -> "This address does not answer this method; see the header Allow.";
              default -> response.getStatusInfo().getReasonPhrase() + ".";
            });
    String allow = response.getHeaderString(HttpHeaders.ALLOW);
    return allow == null ? body.build() : body.header(HttpHeaders.ALLOW, allow).build();
  }
}
