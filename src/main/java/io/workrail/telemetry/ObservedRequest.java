package io.workrail.telemetry;

import jakarta.servlet.ServletRequest;
import org.eclipse.jetty.server.Request;

/** Remembers of a request that its calls were observed where they were answered. */
final class ObservedRequest {
  private static final String ATTRIBUTE = ObservedRequest.class.getName();
  private static final ThreadLocal<Boolean> OBSERVED = ThreadLocal.withInitial(() -> false);

  private ObservedRequest() {}

  /** The thread begins with a request. */
  static void begin() {
    OBSERVED.set(false);
  }

  /** A call of the request that this thread serves was observed. */
  static void observed() {
    OBSERVED.set(true);
  }

  /** The thread is done with the request. */
  static void end(ServletRequest request) {
    if (OBSERVED.get()) {
      request.setAttribute(ATTRIBUTE, true);
    }
    OBSERVED.remove();
  }

  static boolean isMarked(Request request) {
    return request.getAttribute(ATTRIBUTE) != null;
  }
}
