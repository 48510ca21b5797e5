package io.workrail.telemetry;

import java.util.Locale;

/** How a call ended; the label {@code status}. */
public enum CallStatus {
  /** With a result. */
  OK,
  /** A tool ran, or was asked wrongly, and told the model what to do instead. */
  TOOL_ERROR,
  /** With an error of the protocol, or of this server. */
  ERROR,
  /** It was not let in: no credential, no role, too many calls, too large. */
  REFUSED;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The name in metrics and logs. */
  public String label() {
    return label;
  }
}
