package io.workrail.telemetry;

import io.dropwizard.core.setup.Environment;
import io.workrail.http.RequestFacts;
import io.workrail.http.RequestId;
import io.workrail.telemetry.log.LogField;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;

/**
 * Observes the calls that were turned away before anybody read them: by a handler, a filter, or for
 * want of a credential. Jetty tells of every request here, whoever answered it. What such a call
 * was about is not known.
 */
final class RefusedCalls implements RequestLog {
  private static final String ENDPOINT = "/mcp";
  private static final Set<Integer> REFUSALS = Set.of(401, 403, 413, 429, 503);

  private final CallObserver observer;

  private RefusedCalls(CallObserver observer) {
    this.observer = observer;
  }

  /** Listens as soon as the server has started, beside a request log of the configuration. */
  static void install(Environment environment, CallObserver observer) {
    environment
        .lifecycle()
        .addServerLifecycleListener(server -> listen(server, new RefusedCalls(observer)));
  }

  private static void listen(Server server, RequestLog refused) {
    RequestLog configured = server.getRequestLog();
    server.setRequestLog(
        configured == null ? refused : new RequestLog.Collection(configured, refused));
  }

  @Override
  public void log(Request request, Response response) {
    if (!REFUSALS.contains(response.getStatus())
        || !ENDPOINT.equals(request.getHttpURI().getPath())
        || ObservedRequest.isMarked(request)) {
      return;
    }
    Duration duration = Duration.ofNanos(System.nanoTime() - request.getHeadersNanoTime());
    RequestId.within(request, () -> observe(request, duration));
  }

  /** The line names the caller where his token was good, such as one who calls too often. */
  private void observe(Request request, Duration duration) {
    if (request.getAttribute(RequestFacts.SUBJECT) instanceof String subject) {
      LogField.SUBJECT.put(subject);
    }
    try {
      observer.observed(
          new ObservedCall(ObservedCall.OTHER, Optional.empty(), CallStatus.REFUSED, duration));
    } finally {
      LogField.SUBJECT.remove();
    }
  }
}
