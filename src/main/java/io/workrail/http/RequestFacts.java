package io.workrail.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * What the parts of the edge tell one another about a request, in its attributes. A filter of
 * Jersey writes them as properties of the request, which are the same.
 */
public final class RequestFacts {
  /** Why the request was refused, as a word of a small set. */
  public static final String REFUSAL = "io.workrail.refusal";

  /** Who sends the request, once that is known. */
  public static final String SUBJECT = "io.workrail.subject";

  private RequestFacts() {}

  /** Why the request was refused. */
  public static Optional<String> refusal(HttpServletRequest request) {
    return text(request, REFUSAL);
  }

  /** Who sent it. */
  public static Optional<String> subject(HttpServletRequest request) {
    return text(request, SUBJECT);
  }

  private static Optional<String> text(HttpServletRequest request, String name) {
    return request.getAttribute(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }
}
