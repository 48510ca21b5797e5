package io.workrail.http;

import io.workrail.json.StrictJson;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

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

  /** The refusal of a good credential whose roles do not suffice (RFC 6750, section 3.1). */
  public static Response insufficientScope(String message) {
    return response(Response.Status.FORBIDDEN.getStatusCode(), message)
        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\"")
        .build();
  }

  /** UTF-8 JSON. */
  public byte[] toJson() {
    return StrictJson.writeBytes(this);
  }
}
