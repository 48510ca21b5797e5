package io.workrail.telemetry.log;

import org.slf4j.MDC;

/** What every line of a request says besides its message and the id of the request. */
public enum LogField {
  /** Who called, as the credential says. */
  SUBJECT("subject"),
  /** The trace that the request is part of (W3C Trace Context). */
  TRACE_ID("traceId"),
  /** The caller's place in that trace. */
  SPAN_ID("spanId");

  private final String key;

  LogField(String key) {
    this.key = key;
  }

  /** From now on, in this thread. */
  public void put(String value) {
    MDC.put(key, value);
  }

  /** From now on not any more. */
  public void remove() {
    MDC.remove(key);
  }

  /** Ends the lines of a request: a thread serves one after another. */
  public static void removeAll() {
    for (LogField field : values()) {
      field.remove();
    }
  }
}
