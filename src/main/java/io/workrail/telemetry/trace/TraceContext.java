package io.workrail.telemetry.trace;

import io.workrail.telemetry.log.LogField;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The place of a request in a trace, as W3C Trace Context (level 1) writes it. This server makes no
 * spans of its own: what it was given stands in its log lines and is passed on unchanged with the
 * calls it makes itself.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId the caller's, 16 hexadecimal digits
 * @param flags two hexadecimal digits; 01 means that the trace is recorded
 * @param state {@code tracestate}, what systems for tracing add for each other
 */
public record TraceContext(String traceId, String spanId, String flags, Optional<String> state) {
  /** The name of the header, and of the member of {@code _meta}. */
  public static final String NAME = "traceparent";

  /** The name of the header, and of the member of {@code _meta}, of the state. */
  public static final String STATE_NAME = "tracestate";

  private static final Pattern FORM =
      Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
  private static final Pattern STATE_FORM = Pattern.compile("[\\x20-\\x7e]{1,512}");
  private static final int LONGEST = 128;
  private static final ThreadLocal<@Nullable TraceContext> CURRENT = new ThreadLocal<>();

  /** Ends what {@link #enter} began. */
  public interface Scope extends AutoCloseable {
    @Override
    void close();
  }

  /** Reads what a caller sent; nothing when it is missing or breaks the rules. */
  public static Optional<TraceContext> read(@Nullable String parent, @Nullable String state) {
    if (parent == null || parent.length() > LONGEST) {
      return Optional.empty();
    }
    Matcher form = FORM.matcher(parent.strip());
    if (!form.matches() || !isAllowed(form)) {
      return Optional.empty();
    }
    Optional<String> kept =
        Optional.ofNullable(state).filter(text -> STATE_FORM.matcher(text).matches());
    return Optional.of(new TraceContext(form.group(2), form.group(3), form.group(4), kept));
  }

  /** The trace that this thread works for. */
  public static Optional<TraceContext> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  /** Works for this trace, in this thread, until the scope is closed. */
  public Scope enter() {
    TraceContext before = CURRENT.get();
    set(this);
    return () -> set(before);
  }

  /** What a call that is made on behalf of this one carries, by the names of the headers. */
  public Map<String, String> fields() {
    String parent = "00-" + traceId + "-" + spanId + "-" + flags;
    return state
        .map(text -> Map.of(NAME, parent, STATE_NAME, text))
        .orElseGet(() -> Map.of(NAME, parent));
  }

  /** Version ff is forbidden, 00 has four parts, and ids must not be zero. */
  private static boolean isAllowed(Matcher form) {
    String version = form.group(1);
    boolean hasMore = form.group(5) != null;
    return !version.equals("ff")
        && !(version.equals("00") && hasMore)
        && !isZero(form.group(2))
        && !isZero(form.group(3));
  }

  private static boolean isZero(String id) {
    return id.chars().allMatch(digit -> digit == '0');
  }

  private static void set(@Nullable TraceContext context) {
    if (context == null) {
      CURRENT.remove();
      LogField.TRACE_ID.remove();
      LogField.SPAN_ID.remove();
    } else {
      CURRENT.set(context);
      LogField.TRACE_ID.put(context.traceId);
      LogField.SPAN_ID.put(context.spanId);
    }
  }
}
