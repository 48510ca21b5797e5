package io.workrail.ratelimit;

import io.workrail.http.ClientAddress;
import io.workrail.http.ErrorBody;
import io.workrail.http.RequestFacts;
import io.workrail.http.RetryLater;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * The slower lane of the operations port, which has no other limit. What fails on the application
 * port does not count here, so that nobody outside can shut out the operators. Thread-safe.
 */
final class FailedOperationsFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private final transient FailedAttempts failures;
  private final transient RefusalNotes notes;

  FailedOperationsFilter(FailedAttempts failures, RefusalNotes notes) {
    this.failures = failures;
    this.notes = notes;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    ClientAddress client = ClientAddress.of(request);
    Attempt attempt = Attempt.of(client, request::getHeader);
    Optional<Verdict> refusal = failures.refusal(attempt);
    if (refusal.isPresent()) {
      request.setAttribute(RequestFacts.REFUSAL, RateLimitScope.FAILED_AUTHENTICATION.reason());
      refuse(refusal.get(), client, response);
      return;
    }
    chain.doFilter(request, response);
    if (response.getStatus() == HttpServletResponse.SC_UNAUTHORIZED) {
      failures.failed(attempt);
    } else if (RequestFacts.subject(request).isPresent()) {
      failures.succeeded(attempt);
    }
  }

  private void refuse(Verdict verdict, ClientAddress client, HttpServletResponse response)
      throws IOException {
    RateLimitScope scope = RateLimitScope.FAILED_AUTHENTICATION;
    notes.refused(scope, client);
    verdict.writeHeaders(response::setHeader);
    RetryLater later = Refusals.of(scope, verdict);
    ErrorBody.of(later.status(), later.message()).writeTo(response);
  }
}
