package io.workrail.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Refuses requests that {@link OriginHandler} found to be foreign, before any credential is read.
 * It stands among the filters so that the audit log and the metrics in front of it see the refusal.
 */
public final class OriginFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getAttribute(OriginHandler.FOREIGN) instanceof OriginHandler.Foreign foreign) {
      request.setAttribute(RequestFacts.REFUSAL, foreign.reason());
      ErrorBody.of(HttpServletResponse.SC_FORBIDDEN, foreign.advice()).writeTo(response);
    } else {
      chain.doFilter(request, response);
    }
  }
}
