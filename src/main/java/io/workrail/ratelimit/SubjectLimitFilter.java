package io.workrail.ratelimit;

import io.workrail.auth.Caller;
import io.workrail.http.RequestFacts;
import io.workrail.http.RetryLater;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** Holds subjects to their limits, right after their credential was found good. Thread-safe. */
@Priority(Priorities.AUTHENTICATION + 1)
final class SubjectLimitFilter implements ContainerRequestFilter, ContainerResponseFilter {
  private static final String VERDICT = Verdict.class.getName();

  private final SubjectLimits limits;

  SubjectLimitFilter(SubjectLimits limits) {
    this.limits = limits;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (!(request.getSecurityContext().getUserPrincipal() instanceof Caller caller)) {
      return;
    }
    String path = request.getUriInfo().getRequestUri().getRawPath();
    Optional<Verdict> verdict =
        LimitedPaths.isExempt(path) ? Optional.empty() : limits.take(caller);
    if (verdict.isPresent()) {
      request.setProperty(VERDICT, verdict.get());
      if (!verdict.get().granted()) {
        request.setProperty(RequestFacts.REFUSAL, RateLimitScope.SUBJECT.reason());
        request.abortWith(refuse(verdict.get(), path, request));
      }
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(VERDICT) instanceof Verdict verdict) {
      verdict.writeHeaders(response.getHeaders()::putSingle);
    }
  }

  private static Response refuse(Verdict verdict, String path, ContainerRequestContext request) {
    RetryLater refusal = Refusals.of(RateLimitScope.SUBJECT, verdict);
    String version = request.getHeaderString("MCP-Protocol-Version");
    byte[] body =
        RetryLater.speaksJsonRpc(path)
            ? refusal.toJsonRpc(JsonRpcId.read(request.getEntityStream()), version)
            : refusal.toJson(path, version);
    return Response.status(refusal.status())
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(body)
        .build();
  }
}
