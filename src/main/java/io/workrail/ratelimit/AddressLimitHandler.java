package io.workrail.ratelimit;

import io.workrail.http.ClientAddress;
import io.workrail.http.EdgeReply;
import io.workrail.http.RequestFacts;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Holds addresses to their limits when nothing of a request is read but its headers: whoever is
 * over the limit gets no memory, no thread and no look at the credential. Thread-safe.
 */
final class AddressLimitHandler extends Handler.Wrapper {
  private final AddressLimits limits;
  private final RefusalNotes notes;

  AddressLimitHandler(AddressLimits limits, RefusalNotes notes, Handler next) {
    super(next);
    this.limits = limits;
    this.notes = notes;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Attempt attempt = Attempt.of(ClientAddress.of(request), request.getHeaders()::get);
    request.setAttribute(FailedAttemptsFilter.ATTEMPT, attempt);
    Optional<AddressLimits.Refused> refused =
        limits.judge(attempt, Request.getPathInContext(request), response.getHeaders()::put);
    if (refused.isEmpty()) {
      return super.handle(request, response, callback);
    }
    RateLimitScope scope = refused.get().scope();
    notes.refused(scope, ClientAddress.of(request));
    request.setAttribute(RequestFacts.REFUSAL, scope.reason());
    if (!request.consumeAvailable()) {
      // What is left of the body would be taken for the next request.
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }
    EdgeReply.later(request, response, callback, Refusals.of(scope, refused.get().verdict()));
    return true;
  }
}
