package io.workrail.ratelimit;

import io.workrail.http.ClientAddress;
import io.workrail.http.RetryLater;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Holds addresses to their limits before any credential is read. Thread-safe. */
final class AddressLimitFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private final transient Optional<AddressLimits> all;
  private final transient Optional<FailedAttempts> failures;
  private final transient RateLimitObserver observer;

  /** The allowances of all addresses under one limit. */
  record AddressLimits(Limit limit, Allowances allowances) {
    Verdict take(String address) {
      return allowances.of(address, limit).take();
    }
  }

  AddressLimitFilter(
      Optional<AddressLimits> all, Optional<FailedAttempts> failures, RateLimitObserver observer) {
    this.all = all;
    this.failures = failures;
    this.observer = observer;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Attempt attempt = Attempt.of(ClientAddress.of(request), request);
    request.setAttribute(FailedAttemptsFilter.attribute(), attempt);
    if (LimitedPaths.isExempt(request.getRequestURI())
        || (isGranted(attempt, request, response) && mayTry(attempt, request, response))) {
      chain.doFilter(request, response);
    }
  }

  private boolean isGranted(
      Attempt attempt, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Verdict> verdict = all.map(limits -> limits.take(attempt.address()));
    verdict.ifPresent(known -> known.writeHeaders(response::setHeader));
    if (verdict.isEmpty() || verdict.get().granted()) {
      return true;
    }
    refuse(RateLimitScope.ADDRESS, verdict.get(), request, response);
    return false;
  }

  private boolean mayTry(Attempt attempt, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Verdict> refusal =
        LimitedPaths.needCredential(request.getRequestURI())
            ? failures.flatMap(lane -> lane.refusal(attempt))
            : Optional.empty();
    if (refusal.isEmpty()) {
      return true;
    }
    refusal.get().writeHeaders(response::setHeader);
    refuse(RateLimitScope.FAILED_AUTHENTICATION, refusal.get(), request, response);
    return false;
  }

  private void refuse(
      RateLimitScope scope,
      Verdict verdict,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    observer.refused(scope);
    RetryLater refusal = Refusals.of(scope, verdict);
    byte[] body =
        refusal.toJson(request.getRequestURI(), request.getHeader("MCP-Protocol-Version"));
    response.setStatus(refusal.status());
    response.setContentType("application/json");
    response.getOutputStream().write(body);
  }
}
