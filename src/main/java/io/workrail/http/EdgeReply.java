package io.workrail.http;

import io.workrail.configuration.PlainText;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Refusals that handlers write, before there is any servlet or resource. */
public final class EdgeReply {
  private EdgeReply() {}

  /** Refuses for good. */
  static void refuse(
      Request request, Response response, Callback callback, int status, String message) {
    byte[] body = new ErrorBody(status, message, RequestId.of(request)).toJson();
    write(response, callback, status, body);
  }

  /** Refuses because there is too much to do, until so many seconds have passed. */
  static void busy(Request request, Response response, Callback callback, int seconds) {
    RetryLater refusal =
        new RetryLater(
            HttpStatus.SERVICE_UNAVAILABLE_503,
            "The server has too much to do at this moment. Wait %s, then send this again unchanged; nothing was done."
                .formatted(PlainText.count(seconds, "second")),
            seconds);
    request.setAttribute(RequestFacts.REFUSAL, "busy");
    later(request, response, callback, refusal);
  }

  /** Refuses until so many seconds have passed. */
  public static void later(
      Request request, Response response, Callback callback, RetryLater refusal) {
    response.getHeaders().put(HttpHeader.RETRY_AFTER, refusal.afterSeconds());
    write(response, callback, refusal.status(), bodyOf(refusal, request));
  }

  private static byte[] bodyOf(RetryLater refusal, Request request) {
    RequestId.begin(RequestId.of(request));
    try {
      return refusal.toJson(
          Request.getPathInContext(request), request.getHeaders().get("MCP-Protocol-Version"));
    } finally {
      RequestId.end();
    }
  }

  private static void write(Response response, Callback callback, int status, byte[] body) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
