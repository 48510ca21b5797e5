package io.workrail.session;

import io.workrail.workflow.ContentHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A store in memory: every method is one critical section. */
public final class MemorySessionStore implements SessionStore {
  private final Map<SessionId, Session> sessions = new LinkedHashMap<>();
  private final Map<SessionId, List<SessionEvent>> events = new HashMap<>();
  private final Map<SessionId, NavigableMap<Long, UsedPosition>> positions = new HashMap<>();
  private final Map<String, NewSession.KnownStart> starts = new HashMap<>();
  private final Map<ContentHash, String> documents = new HashMap<>();
  private final Map<String, Submission> submissions = new LinkedHashMap<>();

  @Override
  public synchronized Optional<NewSession.KnownStart> create(NewSession made) {
    Optional<NewSession.KnownStart> known =
        made.key().flatMap(key -> findStart(key.subject(), key.requestId()));
    if (known.isPresent()) {
      return known;
    }
    Session session = made.session();
    made.key()
        .ifPresent(
            key ->
                starts.put(
                    key.subject() + "\n" + key.requestId(),
                    new NewSession.KnownStart(session.id(), key.digest())));
    documents.putIfAbsent(session.workflowHash(), made.document());
    sessions.put(session.id(), session);
    events.computeIfAbsent(session.id(), id -> new ArrayList<>()).add(made.started());
    return Optional.empty();
  }

  @Override
  public synchronized boolean commit(SessionChange change) {
    Session after = change.after();
    Session before = sessions.get(after.id());
    if (before == null || before.revision() != change.expectedRevision()) {
      return false;
    }
    if (change.submission().isPresent() && !apply(after.id(), change.submission().get())) {
      return false;
    }
    sessions.put(after.id(), after);
    events.get(after.id()).addAll(change.events());
    NavigableMap<Long, UsedPosition> used =
        positions.computeIfAbsent(after.id(), id -> new TreeMap<>());
    change
        .supersedeFrom()
        .ifPresent(
            from ->
                used.tailMap(from.position(), true)
                    .replaceAll((position, entry) -> supersede(entry, from.by())));
    change.used().ifPresent(position -> used.put(position.position(), position));
    return true;
  }

  private boolean apply(SessionId id, SessionChange.SubmissionChange change) {
    if (change instanceof SessionChange.SubmissionChange.Decide decide) {
      Submission decided = decide.decided();
      if (submissions.get(decided.id()).status() != Submission.Status.OPEN) {
        return false;
      }
      submissions.put(decided.id(), decided);
      return true;
    }
    findOpenSubmission(id).ifPresent(open -> submissions.put(open.id(), voided(open)));
    if (change instanceof SessionChange.SubmissionChange.Submit submit) {
      submissions.put(submit.submission().id(), submit.submission());
    }
    return true;
  }

  private static Submission voided(Submission open) {
    return new Submission(
        open.id(),
        open.sessionId(),
        open.position(),
        open.stepId(),
        open.submittedBy(),
        open.client(),
        open.submittedAt(),
        open.digest(),
        open.input(),
        Submission.Status.VOIDED,
        Optional.empty());
  }

  private static UsedPosition supersede(UsedPosition entry, UsedPosition.Superseded by) {
    return entry.superseded().isPresent()
        ? entry
        : new UsedPosition(
            entry.sessionId(),
            entry.position(),
            entry.eventSeq(),
            entry.cause(),
            entry.actor(),
            entry.at(),
            entry.digest(),
            entry.result(),
            Optional.of(by));
  }

  @Override
  public synchronized Optional<Session> find(SessionId id) {
    return Optional.ofNullable(sessions.get(id));
  }

  @Override
  public synchronized Optional<NewSession.KnownStart> findStart(String subject, String requestId) {
    return Optional.ofNullable(starts.get(subject + "\n" + requestId));
  }

  @Override
  public synchronized Optional<String> findDocument(ContentHash hash) {
    return Optional.ofNullable(documents.get(hash));
  }

  @Override
  public synchronized SessionPage list(SessionQuery query) {
    List<Session> newestFirst = new ArrayList<>(sessions.values());
    java.util.Collections.reverse(newestFirst);
    List<Session> matching =
        newestFirst.stream()
            .filter(session -> matches(session, query))
            .skip(query.cursor().map(Long::parseLong).orElse(0L))
            .limit(query.limit() + 1L)
            .toList();
    if (matching.size() <= query.limit()) {
      return new SessionPage(matching, Optional.empty());
    }
    long next = query.cursor().map(Long::parseLong).orElse(0L) + query.limit();
    return new SessionPage(matching.subList(0, query.limit()), Optional.of(Long.toString(next)));
  }

  private static boolean matches(Session session, SessionQuery query) {
    String text =
        (session.goal() + " " + session.id() + " " + session.workflowId()).toLowerCase(Locale.ROOT);
    return query.scope().contains(session)
        && (query.statuses().isEmpty() || query.statuses().contains(session.status()))
        && query.workflowId().map(session.workflowId().value()::equals).orElse(true)
        && query.owner().map(session.owner()::equals).orElse(true)
        && Arrays.stream(query.text().toLowerCase(Locale.ROOT).strip().split("\\s+"))
            .allMatch(text::contains);
  }

  @Override
  public synchronized Optional<UsedPosition> findPosition(SessionId id, long position) {
    return Optional.ofNullable(positions.getOrDefault(id, new TreeMap<>()).get(position));
  }

  @Override
  public synchronized boolean hasEvent(
      SessionId id, long afterRevision, EventType type, String digest) {
    return events.get(id).stream()
        .anyMatch(
            event ->
                event.seq() > afterRevision
                    && event.type() == type
                    && event.digest().equals(Optional.of(digest)));
  }

  @Override
  public synchronized long countEvents(
      SessionId id, long afterSeq, long upToSeq, Set<EventType> types) {
    return events.getOrDefault(id, List.of()).stream()
        .filter(event -> event.seq() > afterSeq && event.seq() <= upToSeq)
        .filter(event -> types.contains(event.type()))
        .count();
  }

  @Override
  public synchronized List<SessionEvent> listEvents(SessionId id, long afterSeq, int limit) {
    return events.getOrDefault(id, List.of()).stream()
        .filter(event -> event.seq() > afterSeq)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized List<SessionEvent> listLivingAdvances(
      SessionId id, long beforePosition, int limit) {
    return positions
        .getOrDefault(id, new TreeMap<>())
        .headMap(beforePosition, false)
        .descendingMap()
        .values()
        .stream()
        .filter(used -> used.cause() == UsedPosition.Cause.ADVANCED && used.superseded().isEmpty())
        .limit(limit)
        .map(used -> events.get(id).get((int) used.eventSeq() - 1))
        .toList();
  }

  @Override
  public synchronized Optional<Submission> findSubmission(String id) {
    return Optional.ofNullable(submissions.get(id));
  }

  @Override
  public synchronized Optional<Submission> findSubmission(
      SessionId id, long position, String digest) {
    return submissions.values().stream()
        .filter(
            submission ->
                submission.sessionId().equals(id)
                    && submission.position() == position
                    && submission.digest().equals(digest))
        .max(Comparator.comparing(Submission::submittedAt));
  }

  @Override
  public synchronized Optional<Submission> findOpenSubmission(SessionId id) {
    return submissions.values().stream()
        .filter(
            submission ->
                submission.sessionId().equals(id) && submission.status() == Submission.Status.OPEN)
        .findFirst();
  }

  @Override
  public synchronized List<SessionId> listIdle(Instant before, int limit) {
    return sessions.values().stream()
        .filter(session -> !session.status().isEnded() && session.updatedAt().isBefore(before))
        .limit(limit)
        .map(Session::id)
        .toList();
  }

  @Override
  public synchronized List<SessionId> listEnded(Instant before, int limit) {
    return sessions.values().stream()
        .filter(session -> session.endedAt().filter(before::isAfter).isPresent())
        .limit(limit)
        .map(Session::id)
        .toList();
  }

  @Override
  public synchronized boolean delete(SessionId id, long expectedRevision) {
    Session session = sessions.get(id);
    if (session == null || session.revision() != expectedRevision) {
      return false;
    }
    sessions.remove(id);
    events.remove(id);
    positions.remove(id);
    submissions.values().removeIf(submission -> submission.sessionId().equals(id));
    starts.values().removeIf(start -> start.sessionId().equals(id));
    if (sessions.values().stream()
        .noneMatch(other -> other.workflowHash().equals(session.workflowHash()))) {
      documents.remove(session.workflowHash());
    }
    return true;
  }

  @Override
  public synchronized Map<SessionStatus, Long> countByStatus() {
    Map<SessionStatus, Long> counts = new EnumMap<>(SessionStatus.class);
    sessions.values().forEach(session -> counts.merge(session.status(), 1L, Long::sum));
    return counts;
  }

  /** Lets a test tamper with what is stored. */
  synchronized void replaceEvent(SessionId id, int index, SessionEvent event) {
    events.get(id).set(index, event);
  }
}
