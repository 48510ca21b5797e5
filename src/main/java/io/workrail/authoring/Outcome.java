package io.workrail.authoring;

import java.util.Locale;

/** How a walk ends. */
public enum Outcome {
  /** No step is left. */
  COMPLETE,
  /** The engine asks for information. */
  BLOCKED,
  /** More steps were offered than the document can have: a fault of the engine. */
  STOPPED;

  /** The name in results. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
