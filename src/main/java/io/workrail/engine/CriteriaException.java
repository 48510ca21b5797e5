package io.workrail.engine;

/** A demand on an output that cannot be understood. It is never passed silently. */
public final class CriteriaException extends EngineException {
  private static final long serialVersionUID = 1L;

  CriteriaException(String stepId, String reason) {
    super(
        "The validation criteria of step \"%s\" cannot be evaluated: %s."
            .formatted(stepId, reason));
  }
}
