package io.workrail.publishing;

import io.workrail.workflow.ContentHash;
import io.workrail.workflow.WorkflowId;
import java.util.Optional;
import java.util.Set;

/**
 * What has to hold of the version that is served, so that nobody overwrites what they never saw.
 */
public sealed interface Precondition {
  /** Whatever is there. */
  record None() implements Precondition {
    @Override
    public void check(WorkflowId id, Optional<ContentHash> current) {
      // Nothing has to hold.
    }
  }

  /** Nothing was said: good only where there is nothing to lose. */
  record Unsaid() implements Precondition {
    @Override
    public void check(WorkflowId id, Optional<ContentHash> current) {
      if (current.isPresent()) {
        throw PublishingException.preconditionRequired(id, current.get());
      }
    }
  }

  /** There is none. */
  record Absent() implements Precondition {
    @Override
    public void check(WorkflowId id, Optional<ContentHash> current) {
      if (current.isPresent()) {
        throw PublishingException.exists(id, current.get());
      }
    }

    @Override
    public boolean allowsRepetition() {
      return false;
    }
  }

  /** There is one. */
  record Present() implements Precondition {
    @Override
    public void check(WorkflowId id, Optional<ContentHash> current) {
      if (current.isEmpty()) {
        throw PublishingException.nothingToReplace(id);
      }
    }
  }

  /**
   * It is one of these versions.
   *
   * @param hashes as they were given; what is no hash matches nothing
   */
  record OneOf(Set<String> hashes) implements Precondition {
    public OneOf {
      hashes = Set.copyOf(hashes);
    }

    @Override
    public void check(WorkflowId id, Optional<ContentHash> current) {
      if (current.isEmpty()) {
        throw PublishingException.nothingToReplace(id);
      }
      if (!hashes.contains(current.get().value())) {
        throw PublishingException.changedMeanwhile(id, current.get());
      }
    }
  }

  /**
   * Lets a change happen or throws.
   *
   * @param current the version that is served, if any
   * @throws PublishingException when it does not hold
   */
  void check(WorkflowId id, Optional<ContentHash> current);

  /**
   * Whether publishing what is stored already is fine: whoever repeats a call whose reply was lost
   * names a version that is not the current one any more (RFC 9110, section 13.1.1).
   */
  default boolean allowsRepetition() {
    return true;
  }
}
