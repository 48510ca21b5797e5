package io.workrail.session;

import java.util.List;
import java.util.Optional;

/**
 * One unit of work on an existing session: all of it becomes true at once, or nothing.
 *
 * @param expectedRevision the revision that was decided on; another one means that nothing is
 *     written
 * @param after the row afterwards
 * @param events in order; the newest one's seq is the row's revision
 * @param used the position that is left, if one is
 * @param supersedeFrom the earliest position that a rewind takes off the living branch, with all
 *     later ones
 * @param submission what happens to submissions
 */
public record SessionChange(
    long expectedRevision,
    Session after,
    List<SessionEvent> events,
    Optional<UsedPosition> used,
    Optional<SupersedeFrom> supersedeFrom,
    Optional<SubmissionChange> submission) {
  public SessionChange {
    events = List.copyOf(events);
  }

  /** A rewind behind positions. */
  public record SupersedeFrom(long position, UsedPosition.Superseded by) {}

  /** What happens to submissions. */
  public sealed interface SubmissionChange {
    /** Voids the open submission of the session, if there is one, and adds this one. */
    record Submit(Submission submission) implements SubmissionChange {}

    /**
     * Decides an open submission. When it is not open any more, the whole unit writes nothing, as
     * for another revision.
     */
    record Decide(Submission decided) implements SubmissionChange {}

    /** Voids the open submission of the session, if there is one. */
    record VoidOpen() implements SubmissionChange {}
  }
}
