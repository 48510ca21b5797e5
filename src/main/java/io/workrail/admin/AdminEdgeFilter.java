package io.workrail.admin;

import io.workrail.http.ErrorBody;
import io.workrail.http.OriginPolicy;
import io.workrail.http.RequestFacts;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/**
 * Refuses what no operator sends, on the whole port and before a credential is read: requests of
 * web pages, under a foreign name (DNS rebinding), and operations by another method than POST.
 */
final class AdminEdgeFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private static final Set<String> FOR_MONITORING = Set.of("/metrics", "/healthcheck", "/ping");

  private final transient OriginPolicy policy;

  AdminEdgeFilter(Set<String> hosts) {
    this.policy = new OriginPolicy(Set.of(), hosts, false);
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getHeader("Origin") != null) {
      refuse(
          request,
          response,
          "foreign_origin",
          "The operations port cannot be called from a web page.");
    } else if (!isForAnyHost(request) && !isOwnHost(request)) {
      refuse(
          request,
          response,
          "foreign_host",
          "This server is not known under this name; call it as localhost, or as ADMIN_HOST,"
              + " MCP_SERVER_HOST or PUBLIC_URL say.");
    } else if (isOperation(request) && !request.getMethod().equals("POST")) {
      response.setHeader("Allow", "POST");
      ErrorBody.of(
              HttpServletResponse.SC_METHOD_NOT_ALLOWED,
              "Operations are called with POST: curl -X POST.")
          .writeTo(response);
    } else {
      chain.doFilter(request, response);
    }
  }

  /** Monitoring calls by any name, and what it reads is of no use to a page. */
  private static boolean isForAnyHost(HttpServletRequest request) {
    return FOR_MONITORING.contains(request.getRequestURI());
  }

  /** The address that was connected to is no name, so that nobody can have rebound it. */
  private boolean isOwnHost(HttpServletRequest request) {
    String local = request.getLocalAddr();
    String host = request.getServerName();
    return policy.allowsHost(request.getHeader("Host"))
        || (local != null && host != null && bare(host).equals(bare(local)));
  }

  private static String bare(String address) {
    return address.replace("[", "").replace("]", "");
  }

  private static boolean isOperation(HttpServletRequest request) {
    return request.getServletPath().startsWith(AdminOperations.PREFIX);
  }

  private static void refuse(
      HttpServletRequest request, HttpServletResponse response, String reason, String advice)
      throws IOException {
    request.setAttribute(RequestFacts.REFUSAL, reason);
    ErrorBody.of(HttpServletResponse.SC_FORBIDDEN, advice).writeTo(response);
  }
}
