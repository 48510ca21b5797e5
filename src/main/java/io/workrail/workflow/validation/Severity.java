package io.workrail.workflow.validation;

import java.util.Locale;

/** How much a finding weighs. */
public enum Severity {
  /** The document is refused. */
  ERROR,
  /** The document is served; in strict mode it is refused. */
  WARNING;

  /** The name in replies and on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
