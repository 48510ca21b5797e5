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
 * Refuses what no operator sends, before a credential is read: requests of web pages, under a
 * foreign name (DNS rebinding), and by another method than POST.
 */
final class AdminEdgeFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private final transient OriginPolicy policy;

  AdminEdgeFilter(Set<String> hosts) {
    this.policy = new OriginPolicy(Set.of(), hosts, false);
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getHeader("Origin") != null) {
      refuse(request, response, "foreign_origin", "Operations cannot be called from a web page.");
    } else if (!policy.allowsHost(request.getHeader("Host"))) {
      refuse(
          request,
          response,
          "foreign_host",
          "This server is not known under this name; call it as localhost, or as ADMIN_HOST,"
              + " MCP_SERVER_HOST or PUBLIC_URL say.");
    } else if (!request.getMethod().equals("POST")) {
      response.setHeader("Allow", "POST");
      ErrorBody.of(
              HttpServletResponse.SC_METHOD_NOT_ALLOWED,
              "Operations are called with POST: curl -X POST.")
          .writeTo(response);
    } else {
      chain.doFilter(request, response);
    }
  }

  private static void refuse(
      HttpServletRequest request, HttpServletResponse response, String reason, String advice)
      throws IOException {
    request.setAttribute(RequestFacts.REFUSAL, reason);
    ErrorBody.of(HttpServletResponse.SC_FORBIDDEN, advice).writeTo(response);
  }
}
