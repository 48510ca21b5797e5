package io.workrail.session;

import io.workrail.workflow.ContentHash;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps sessions. What a writing method reports as done is on the disk when it returns. Every
 * method may throw {@code StorageUnavailableException}: then nothing was written, and the call may
 * be repeated. No cost grows with the number of sessions or events. Thread-safe.
 */
public interface SessionStore {
  /**
   * Makes a session, or finds the one that the same key made before.
   *
   * @return what the key made before; nothing when the session was made now
   */
  Optional<NewSession.KnownStart> create(NewSession session);

  /**
   * Makes a change true.
   *
   * @return false when the session has another revision by now, or is gone; nothing was written
   */
  boolean commit(SessionChange change);

  /** The session with this id, whoever owns it. */
  Optional<Session> find(SessionId id);

  /** What a start with this key made. */
  Optional<NewSession.KnownStart> findStart(String subject, String requestId);

  /** The pinned document with this hash, as JSON text. */
  Optional<String> findDocument(ContentHash hash);

  /**
   * A page of sessions, the newest first.
   *
   * @throws IllegalArgumentException when the cursor is none of ours
   */
  SessionPage list(SessionQuery query);

  /** How a position was left; nothing while it is the current one or never existed. */
  Optional<UsedPosition> findPosition(SessionId id, long position);

  /** Whether an event of this type with this digest was written after a revision. */
  boolean hasEvent(SessionId id, long afterRevision, EventType type, String digest);

  /** How many events of these types were written after one seq and up to another one. */
  long countEvents(SessionId id, long afterSeq, long upToSeq, Set<EventType> types);

  /** Events in {@code seq} order, those after a seq, at most {@code limit}. */
  List<SessionEvent> listEvents(SessionId id, long afterSeq, int limit);

  /**
   * The events of type {@link EventType#ADVANCED} that are on the living branch, the newest first:
   * those that left a position before {@code beforePosition}, at most {@code limit}.
   */
  List<SessionEvent> listLivingAdvances(SessionId id, long beforePosition, int limit);

  /** The submission with this id. */
  Optional<Submission> findSubmission(String id);

  /** The newest submission of this input at this position. */
  Optional<Submission> findSubmission(SessionId id, long position, String digest);

  /** The submission of a session that waits for a decision. */
  Optional<Submission> findOpenSubmission(SessionId id);

  /** Sessions that are not ended and not touched since a time, at most {@code limit}. */
  List<SessionId> listIdle(Instant before, int limit);

  /** Sessions that ended before a time, at most {@code limit}. */
  List<SessionId> listEnded(Instant before, int limit);

  /**
   * Deletes a session with everything that belongs to it, and its pinned document when no other
   * session names it.
   *
   * @return false when its revision is another one by now, or it is gone
   */
  boolean delete(SessionId id, long expectedRevision);

  /** How many sessions there are in each status; may be a little late. */
  Map<SessionStatus, Long> countByStatus();
}
