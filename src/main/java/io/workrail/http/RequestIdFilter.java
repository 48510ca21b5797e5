package io.workrail.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Puts the id of the request into the log lines of the thread that serves it. */
public final class RequestIdFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    RequestId.begin(String.valueOf(request.getAttribute(RequestId.ATTRIBUTE)));
    try {
      chain.doFilter(request, response);
    } finally {
      RequestId.end();
    }
  }
}
