package io.workrail.http;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The name of a request: in every log line, every error and the reply's header. */
public final class RequestId {
  /** Carries the id in and out. */
  public static final String HEADER = "X-Request-Id";

  /** The request attribute that carries it from the outermost handler on. */
  static final String ATTRIBUTE = RequestId.class.getName();

  private static final String LOG_FIELD = "requestId";
  private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private RequestId() {}

  /** The id a client proposes when it is harmless in a log, else a new one. */
  static String acceptOrMake(@Nullable String proposed) {
    return proposed != null && ACCEPTED.matcher(proposed).matches()
        ? proposed
        : UUID.randomUUID().toString();
  }

  /** The id of a request, on any thread; it gets one now if it came by no handler of ours. */
  static String of(Request request) {
    if (request.getAttribute(ATTRIBUTE) instanceof String id) {
      return id;
    }
    String made = acceptOrMake(request.getHeaders().get(HEADER));
    request.setAttribute(ATTRIBUTE, made);
    return made;
  }

  /** Runs something after a request is over, as part of it: its log lines carry the id. */
  public static void within(Request request, Runnable work) {
    begin(of(request));
    try {
      work.run();
    } finally {
      end();
    }
  }

  static void begin(String id) {
    MDC.put(LOG_FIELD, id);
  }

  static void end() {
    MDC.remove(LOG_FIELD);
  }

  /** The id of the request that this thread serves; a new one outside of any. */
  public static String current() {
    return find().orElseGet(() -> UUID.randomUUID().toString());
  }

  /** The id of the request that this thread serves. */
  public static Optional<String> find() {
    return Optional.ofNullable(MDC.get(LOG_FIELD));
  }
}
