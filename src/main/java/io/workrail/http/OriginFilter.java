package io.workrail.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Refuses requests from foreign pages and under foreign names, before any credential is read. */
public final class OriginFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private final transient OriginPolicy policy;

  /** A filter that holds this policy. */
  public OriginFilter(OriginPolicy policy) {
    this.policy = policy;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!policy.allowsOrigin(request.getHeader("Origin"))) {
      refuse(
          request,
          response,
          "foreign_origin",
          "Pages of this origin may not call; operators allow it in ALLOWED_ORIGINS.");
    } else if (!policy.allowsHost(request.getHeader("Host"))) {
      refuse(
          request,
          response,
          "foreign_host",
          "This server is not known under this name; operators set it in PUBLIC_URL or"
              + " MCP_SERVER_HOST.");
    } else {
      chain.doFilter(request, response);
    }
  }

  private static void refuse(
      HttpServletRequest request, HttpServletResponse response, String reason, String message)
      throws IOException {
    request.setAttribute(RequestFacts.REFUSAL, reason);
    response.setStatus(HttpServletResponse.SC_FORBIDDEN);
    response.setContentType("application/json");
    response
        .getOutputStream()
        .write(ErrorBody.of(HttpServletResponse.SC_FORBIDDEN, message).toJson());
  }
}
