package io.workrail.ratelimit;

import java.util.Locale;

/** Which limit refused; a closed set, fit for the label of a metric. */
public enum RateLimitScope {
  /** All requests of an address, before any credential is read. */
  ADDRESS,
  /** An address from which many authentications failed. */
  FAILED_AUTHENTICATION,
  /** All requests of a subject. */
  SUBJECT;

  /** The name in metrics and in the audit log. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Why a request was refused, where other reasons stand beside it. */
  public String reason() {
    return "rate_limited_" + label();
  }
}
