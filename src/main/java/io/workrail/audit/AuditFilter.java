package io.workrail.audit;

import io.workrail.http.ClientAddress;
import io.workrail.http.RequestFacts;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Notes every reply that refuses: 401 and 403, whoever made it. Never a credential. */
final class AuditFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private final transient RepeatedRefusals refusals;

  AuditFilter(RepeatedRefusals refusals) {
    this.refusals = refusals;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request, response);
    switch (response.getStatus()) {
      case HttpServletResponse.SC_UNAUTHORIZED -> record(request, "authentication.failed");
      case HttpServletResponse.SC_FORBIDDEN -> record(request, "access.refused");
      default -> {
        // Nothing was refused.
      }
    }
  }

  private void record(HttpServletRequest request, String type) {
    ClientAddress client = ClientAddress.of(request);
    AuditEvent event =
        AuditEvent.of(type)
            .from(client.toString())
            .with("method", request.getMethod())
            .with("path", request.getRequestURI());
    Optional<String> subject = RequestFacts.subject(request);
    event = subject.map(event::by).orElse(event);
    // Somebody who is known is refused only for what the roles do not allow.
    String usual = subject.isPresent() ? "insufficient_scope" : "unspecified";
    refusals.record(
        RefusedSource.network(client), RequestFacts.refusal(request).orElse(usual), event);
  }
}
