package io.workrail.http;

import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Sends requests of foreign pages and under foreign names straight to the application, whose {@link
 * OriginFilter} refuses them and whose logs note it: nothing of them is read, and neither a busy
 * server nor a preflight gives them another answer.
 */
final class OriginHandler extends Handler.Wrapper {
  /** The request attribute that says so. */
  static final String FOREIGN = Foreign.class.getName();

  private final OriginPolicy policy;
  private final Handler application;

  /** What is foreign about a request. */
  enum Foreign {
    ORIGIN(
        "foreign_origin",
        "Pages of this origin may not call; operators allow it in ALLOWED_ORIGINS."),
    HOST(
        "foreign_host",
        "This server is not known under this name; operators set it in PUBLIC_URL or"
            + " MCP_SERVER_HOST.");

    private final String reason;
    private final String advice;

    Foreign(String reason, String advice) {
      this.reason = reason;
      this.advice = advice;
    }

    /** For logs and metrics. */
    String reason() {
      return reason;
    }

    /** For the client. */
    String advice() {
      return advice;
    }
  }

  OriginHandler(OriginPolicy policy, Handler application, Handler next) {
    super(next);
    this.policy = policy;
    this.application = application;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Optional<Foreign> foreign =
        isGuarded(Request.getPathInContext(request)) ? examine(request) : Optional.empty();
    if (foreign.isEmpty()) {
      return super.handle(request, response, callback);
    }
    request.setAttribute(FOREIGN, foreign.get());
    return application.handle(request, response, callback);
  }

  /** Addresses that only tell something public are open to every page. */
  private static boolean isGuarded(String path) {
    return path.equals("/mcp") || path.startsWith("/mcp/") || path.startsWith("/api/");
  }

  private Optional<Foreign> examine(Request request) {
    if (!policy.allowsOrigin(request.getHeaders().get(HttpHeader.ORIGIN))) {
      return Optional.of(Foreign.ORIGIN);
    }
    return policy.allowsHost(hostOf(request)) ? Optional.empty() : Optional.of(Foreign.HOST);
  }

  /** HTTP/2 has {@code :authority} in place of the header (RFC 9113, section 8.3.1). */
  private static String hostOf(Request request) {
    String header = request.getHeaders().get(HttpHeader.HOST);
    return header != null ? header : String.valueOf(request.getHttpURI().getAuthority());
  }
}
