package io.workrail.telemetry;

import io.workrail.telemetry.log.LogField;
import io.workrail.telemetry.trace.TraceContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Takes the trace of a request from its headers, and cleans up when the request is over. */
final class RequestFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String parent = request.getHeader(TraceContext.NAME);
    String state = request.getHeader(TraceContext.STATE_NAME);
    TraceContext.Scope scope =
        TraceContext.read(parent, state).map(TraceContext::enter).orElse(() -> {});
    ObservedRequest.begin();
    try (scope) {
      chain.doFilter(request, response);
    } finally {
      ObservedRequest.end(request);
      LogField.removeAll();
    }
  }
}
