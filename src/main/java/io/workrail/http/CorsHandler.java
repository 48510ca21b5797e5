package io.workrail.http;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Lets the pages that may call read the replies (Fetch, section 3.2, CORS), refusals included, and
 * answers a browser's question whether it may call without a token, because browsers send none with
 * it. Written by hand because {@code CrossOriginHandler} knows no header names with a prefix
 * ({@code Mcp-Param-*}) and loses its headers when an error empties the reply.
 */
final class CorsHandler extends Handler.Wrapper {
  private static final PreEncodedHttpField VARY =
      new PreEncodedHttpField(HttpHeader.VARY, "Origin");
  private static final PreEncodedHttpField METHODS =
      new PreEncodedHttpField(
          HttpHeader.ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST, PUT, DELETE, OPTIONS");
  private static final PreEncodedHttpField MAX_AGE =
      new PreEncodedHttpField(HttpHeader.ACCESS_CONTROL_MAX_AGE, "600");
  private static final PreEncodedHttpField CREDENTIALS =
      new PreEncodedHttpField(HttpHeader.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
  private static final PreEncodedHttpField EXPOSED =
      new PreEncodedHttpField(
          HttpHeader.ACCESS_CONTROL_EXPOSE_HEADERS,
          String.join(
              ", ",
              List.of(
                  "MCP-Protocol-Version",
                  "Mcp-Session-Id",
                  "WWW-Authenticate",
                  RequestId.HEADER,
                  "Retry-After",
                  "RateLimit-Limit",
                  "RateLimit-Remaining",
                  "RateLimit-Reset",
                  "RateLimit-Policy",
                  "RateLimit",
                  "ETag")));

  /** Names that pages may send, in lower case. */
  private static final Set<String> SENDABLE =
      Set.of(
          "accept",
          "authorization",
          "content-type",
          "if-match",
          "if-none-match",
          "last-event-id",
          "mcp-method",
          "mcp-name",
          "mcp-protocol-version",
          "mcp-session-id",
          "traceparent",
          "tracestate",
          "x-api-key",
          "x-request-id");

  private static final String PARAMETER_PREFIX = "mcp-param-";

  private final OriginPolicy policy;
  private final boolean credentials;

  CorsHandler(OriginPolicy policy, boolean credentials, Handler next) {
    super(next);
    this.policy = policy;
    this.credentials = credentials;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    LastingHeaders.keep(response, VARY);
    HttpFields asked = request.getHeaders();
    String origin = asked.get(HttpHeader.ORIGIN);
    if (origin == null || !policy.allowsOrigin(origin)) {
      return super.handle(request, response, callback);
    }
    LastingHeaders.keep(
        response, new PreEncodedHttpField(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, origin));
    if (credentials) {
      LastingHeaders.keep(response, CREDENTIALS);
    }
    if (isPreflight(request)) {
      answer(response, callback, asked.get(HttpHeader.ACCESS_CONTROL_REQUEST_HEADERS));
      return true;
    }
    LastingHeaders.keep(response, EXPOSED);
    return super.handle(request, response, callback);
  }

  private static boolean isPreflight(Request request) {
    return HttpMethod.OPTIONS.is(request.getMethod())
        && request.getHeaders().contains(HttpHeader.ACCESS_CONTROL_REQUEST_METHOD);
  }

  private static void answer(Response response, Callback callback, @Nullable String wanted) {
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(METHODS);
    headers.put(MAX_AGE);
    String allowed = wanted == null ? "" : allowedOf(wanted);
    if (!allowed.isEmpty()) {
      headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_HEADERS, allowed);
    }
    response.setStatus(HttpStatus.NO_CONTENT_204);
    callback.succeeded();
  }

  private static String allowedOf(String wanted) {
    return Arrays.stream(wanted.split(",", -1))
        .map(name -> name.strip().toLowerCase(Locale.ROOT))
        .filter(name -> SENDABLE.contains(name) || isParameter(name))
        .collect(Collectors.joining(", "));
  }

  private static boolean isParameter(String name) {
    return name.startsWith(PARAMETER_PREFIX) && name.matches("[a-z0-9-]+");
  }
}
