package io.workrail.http;

import io.workrail.json.StrictJson;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;

/**
 * The body of every HTTP error outside JSON-RPC.
 *
 * @param code the HTTP status
 * @param message what is wrong and how to mend it
 * @param requestId names the request in the logs
 */
public record ErrorBody(int code, String message, String requestId) {
  /** The body for the request that this thread serves. */
  public static ErrorBody of(int code, String message) {
    return new ErrorBody(code, message, RequestId.current());
  }

  /** A JSON reply. */
  public static Response.ResponseBuilder response(int code, String message) {
    return Response.status(code)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(of(code, message).toJson());
  }

  /** The answer to a failure that nobody foresaw. */
  public static ErrorBody unexpected() {
    return of(
        Response.Status.INTERNAL_SERVER_ERROR.getStatusCode(),
        "The server failed; its operators find the cause in the log under the requestId.");
  }

  /** Answers with it, from a filter or a servlet; nothing may be written yet. */
  public void writeTo(HttpServletResponse response) throws IOException {
    response.setStatus(code);
    response.setContentType(MediaType.APPLICATION_JSON);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.getOutputStream().write(toJson());
  }

  /** UTF-8 JSON. */
  public byte[] toJson() {
    return StrictJson.writeBytes(this);
  }
}
