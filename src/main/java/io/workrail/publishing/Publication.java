package io.workrail.publishing;

import io.workrail.workflow.ContentHash;
import java.util.Locale;
import java.util.Optional;

/**
 * What publishing a document did.
 *
 * @param previous the version that was served before
 */
public record Publication(Draft draft, Result result, Optional<ContentHash> previous) {
  /** What happened. */
  public enum Result {
    /** The id is new. */
    CREATED,
    /** Another version was served before. */
    REPLACED,
    /** The store had this version already, however it was written. */
    UNCHANGED;

    /** The name in replies and on the command line. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
