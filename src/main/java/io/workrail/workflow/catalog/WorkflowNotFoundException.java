package io.workrail.workflow.catalog;

import java.util.Optional;

/** No document has this id. */
public final class WorkflowNotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String message;
  private final String requested;
  private final transient Optional<String> nearest;

  WorkflowNotFoundException(String requested, Optional<String> nearest) {
    this.message = "No workflow has the id \"%s\".".formatted(requested);
    this.requested = requested;
    this.nearest = nearest;
  }

  @Override
  public String getMessage() {
    return message;
  }

  /** The id as the caller wrote it. */
  public String requested() {
    return requested;
  }

  /** The existing id that was probably meant. */
  public Optional<String> nearest() {
    return nearest;
  }
}
