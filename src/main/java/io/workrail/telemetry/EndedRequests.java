package io.workrail.telemetry;

import io.dropwizard.core.setup.Environment;
import io.workrail.http.RequestFacts;
import io.workrail.http.RequestId;
import io.workrail.telemetry.log.LogField;
import io.workrail.telemetry.log.RequestLines;
import io.workrail.telemetry.trace.TraceContext;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;

/**
 * Tells of requests whose calls nobody observed: calls that were turned away before anybody read
 * them, by a handler, a filter, or for want of a credential; and requests that are no calls. Jetty
 * tells of every request here, whoever answered it.
 */
final class EndedRequests implements RequestLog {
  private static final Set<Integer> REFUSALS = Set.of(401, 403, 413, 429, 503);

  private final CallObserver observer;
  private final Routes routes;

  private EndedRequests(CallObserver observer, Routes routes) {
    this.observer = observer;
    this.routes = routes;
  }

  /** Listens as soon as the server has started, beside a request log of the configuration. */
  static void install(Environment environment, CallObserver observer) {
    RequestLog ended = new EndedRequests(observer, Routes.of(environment));
    environment.lifecycle().addServerLifecycleListener(server -> listen(server, ended));
  }

  private static void listen(Server server, RequestLog ended) {
    RequestLog configured = server.getRequestLog();
    server.setRequestLog(configured == null ? ended : new RequestLog.Collection(configured, ended));
  }

  @Override
  public void log(Request request, Response response) {
    Optional<String> route =
        ObservedRequest.isMarked(request)
            ? Optional.empty()
            : routes.find(request, response.getStatus());
    if (route.isPresent()) {
      Duration duration = Duration.ofNanos(System.nanoTime() - request.getHeadersNanoTime());
      int status = response.getStatus();
      RequestId.within(
          request, () -> within(request, () -> tell(request, route.get(), status, duration)));
    }
  }

  /** The line names the caller where his token was good, such as one who calls too often. */
  private static void within(Request request, Runnable line) {
    TraceContext.Scope trace =
        TraceContext.read(
                request.getHeaders().get(TraceContext.NAME),
                request.getHeaders().get(TraceContext.STATE_NAME))
            .map(TraceContext::enter)
            .orElse(() -> {});
    RequestFacts.find(request, RequestFacts.SUBJECT).ifPresent(LogField.SUBJECT::put);
    try (trace) {
      line.run();
    } finally {
      LogField.SUBJECT.remove();
    }
  }

  private void tell(Request request, String route, int status, Duration duration) {
    Optional<String> reason = RequestFacts.find(request, RequestFacts.REFUSAL);
    boolean isRefused = REFUSALS.contains(status);
    Refusal refusal =
        reason.map(word -> new Refusal(status, word)).orElseGet(() -> Refusal.of(status));
    if (isRefused && route.equals(Routes.ENDPOINT)) {
      observer.observed(ObservedCall.unread(refusal, duration));
    } else {
      RequestLines.write(
          new EndedRequest(
              Routes.methodOf(request),
              route,
              status,
              isRefused ? Optional.of(refusal.reason()) : Optional.empty(),
              duration));
    }
  }
}
