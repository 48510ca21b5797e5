package io.workrail.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Writes the errors that the server makes itself, before or after any resource, as JSON. */
final class JsonErrorHandler extends ErrorHandler {
  private static final int RETRY_SECONDS = 2;

  /** Those of the application; an address that knows fewer says so itself. */
  private static final String ALL = "GET, HEAD, POST, PUT, DELETE, OPTIONS";

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    if (response.getStatus() == HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505) {
      // The client's mistake; a 5xx would wake somebody who cannot mend it.
      response.setStatus(HttpStatus.BAD_REQUEST_400);
    }
    EdgeHandler.decorate(request, response);
    int status = response.getStatus();
    if (status == HttpStatus.METHOD_NOT_ALLOWED_405
        && !response.getHeaders().contains(HttpHeader.ALLOW)) {
      response.getHeaders().put(HttpHeader.ALLOW, allowed(request));
    }
    if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
      EdgeReply.busy(request, response, callback, RETRY_SECONDS);
    } else {
      EdgeReply.refuse(request, response, callback, status, advice(request, status));
    }
    return true;
  }

  /** What a method that no address knows, or a servlet of one page, is to be replaced by. */
  private static String allowed(Request request) {
    String path = Request.getPathInContext(request);
    if (path.equals("/mcp")) {
      return "POST";
    }
    return path.equals("/") || WorkRailServerFactory.isForOperations(request) ? "GET, HEAD" : ALL;
  }

  private static String advice(Request request, int status) {
    return switch (status) {
      case HttpStatus.BAD_REQUEST_400 ->
          "This is no well-formed request of HTTP/1.1 or HTTP/2; check its first line and headers.";
      case HttpStatus.NOT_FOUND_404 ->
          WorkRailServerFactory.isForOperations(request)
              ? "There is nothing at this address of the operations port; GET / lists what is there."
              : "There is nothing at this address; the MCP endpoint is POST /mcp.";
      case HttpStatus.METHOD_NOT_ALLOWED_405 ->
          "This address does not answer this method; see the header Allow.";
      case HttpStatus.URI_TOO_LONG_414 -> "The address is too long; arguments belong in the body.";
      case HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 ->
          "The headers are larger than 8 KiB together; send fewer or shorter ones.";
      default -> HttpStatus.getMessage(status) + ".";
    };
  }
}
