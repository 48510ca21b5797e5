package io.workrail.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Names every request before anything else sees it. */
public final class RequestIdFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String id = RequestId.acceptOrMake(request.getHeader(RequestId.HEADER));
    response.setHeader(RequestId.HEADER, id);
    RequestId.begin(id);
    try {
      chain.doFilter(request, response);
    } finally {
      RequestId.end();
    }
  }
}
