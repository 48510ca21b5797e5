package io.workrail.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of the edge tell one another about a request, in its attributes. A filter of
 * Jersey writes them as properties of the request, which are the same.
 */
public final class RequestFacts {
  /** Why the request was refused, as a word of a small set. */
  public static final String REFUSAL = "io.workrail.refusal";

  /** Who sends the request, once that is known. */
  public static final String SUBJECT = "io.workrail.subject";

  /** The address that the request asked for, with names in place of what differs. */
  public static final String ROUTE = "io.workrail.route";

  private RequestFacts() {}

  /** Why the request was refused. */
  public static Optional<String> refusal(HttpServletRequest request) {
    return text(request, REFUSAL);
  }

  /** Who sent it. */
  public static Optional<String> subject(HttpServletRequest request) {
    return text(request, SUBJECT);
  }

  /** One of these facts, as a handler sees it; nothing when nobody told it. */
  public static Optional<String> find(Request request, String name) {
    return text(request.getAttribute(name));
  }

  private static Optional<String> text(HttpServletRequest request, String name) {
    return text(request.getAttribute(name));
  }

  private static Optional<String> text(@Nullable Object fact) {
    return fact instanceof String text ? Optional.of(text) : Optional.empty();
  }
}
