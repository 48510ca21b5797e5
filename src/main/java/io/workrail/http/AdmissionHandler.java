package io.workrail.http;

import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ConditionalHandler;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Bounds the requests that are worked on or wait for it; those above are told at once to come
 * again. Three quarters of the threads work on them; the rest stays for the network and for the
 * addresses that tell how the server is, which are never refused.
 */
final class AdmissionHandler extends QoSHandler {
  /** The addresses that tell how the server is. */
  private static final List<String> PROBES = List.of("/health", "/ready", "/metrics");

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
  private static final int RETRY_SECONDS = 1;

  AdmissionHandler(int maxRequests, int maxThreads, Handler next) {
    super(next);
    int workers = Math.max(1, Math.min(maxRequests, maxThreads * 3 / 4));
    setMaxRequestCount(workers);
    setMaxSuspendedRequestCount(maxRequests - workers);
    setMaxSuspend(LONGEST_WAIT);
    excludeProbes(this);
  }

  /** Keeps a handler out of the way of the requests that ask how the server is. */
  static void excludeProbes(ConditionalHandler handler) {
    PROBES.forEach(handler::excludePath);
  }

  @Override
  protected void reject(Request request, Response response, Callback callback, int status) {
    EdgeReply.busy(request, response, callback, RETRY_SECONDS);
  }

  @Override
  protected void expireSuspended(Request request, Response response, Callback callback) {
    EdgeReply.busy(request, response, callback, RETRY_SECONDS);
  }
}
