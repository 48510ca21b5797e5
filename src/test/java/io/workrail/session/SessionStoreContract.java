package io.workrail.session;

import static io.workrail.session.StoredSessions.NOW;
import static io.workrail.session.StoredSessions.advance;
import static io.workrail.session.StoredSessions.digest;
import static io.workrail.session.StoredSessions.end;
import static io.workrail.session.StoredSessions.note;
import static io.workrail.session.StoredSessions.rewind;
import static io.workrail.session.StoredSessions.start;
import static io.workrail.session.StoredSessions.submission;
import static io.workrail.session.StoredSessions.withSubmission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.workrail.session.NewSession.IdempotencyKey;
import io.workrail.session.NewSession.KnownStart;
import io.workrail.session.SessionChange.SubmissionChange;
import io.workrail.session.Submission.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every store of sessions promises. Tests share one store and use subjects of their own. */
abstract class SessionStoreContract {
  private static final int THREADS = 16;

  private final String subject = "subject-" + UUID.randomUUID();

  abstract SessionStore store();

  @Test
  void findsWhatWasMadeInEveryDetail() {
    NewSession made =
        start(subject, Optional.of("team"), "Größe 🚀 'quoted' %_!", "code-review", key("r1", "d"));

    assertThat(store().create(made)).isEmpty();

    assertThat(store().find(made.session().id())).contains(made.session());
    assertThat(store().listEvents(made.session().id(), 0, 10)).containsExactly(made.started());
    assertThat(store().findDocument(made.session().workflowHash())).contains(made.document());
    assertThat(store().findStart(subject, "r1")).contains(new KnownStart(made.session().id(), "d"));
  }

  @Test
  void knowsNothingOfWhatWasNotMade() {
    SessionId unknown = start(subject, "x").session().id();
    assertThat(store().find(unknown)).isEmpty();
    assertThat(store().findStart(subject, "never")).isEmpty();
    assertThat(store().findDocument(StoredSessions.hash("never-made"))).isEmpty();
    assertThat(store().findPosition(unknown, 1)).isEmpty();
    assertThat(store().listEvents(unknown, 0, 10)).isEmpty();
    assertThat(store().listLivingAdvances(unknown, 9, 10)).isEmpty();
    assertThat(store().findSubmission("never")).isEmpty();
    assertThat(store().findOpenSubmission(unknown)).isEmpty();
    assertThat(store().commit(advance(start(subject, "x").session(), "x"))).isFalse();
    assertThat(store().delete(unknown, 1)).isFalse();
  }

  @Test
  void aRepeatedStartFindsTheFirstSession() {
    NewSession first =
        start(subject, Optional.empty(), "goal", "code-review", key("again", "digest-1"));
    NewSession second =
        start(subject, Optional.empty(), "goal", "code-review", key("again", "digest-2"));
    store().create(first);

    assertThat(store().create(second)).contains(new KnownStart(first.session().id(), "digest-1"));
    assertThat(store().find(second.session().id())).isEmpty();
    assertThat(store().listEvents(second.session().id(), 0, 1)).isEmpty();
  }

  @Test
  void startsWithOneKeyAtOnceMakeOneSession() throws Exception {
    Set<Optional<KnownStart>> answers =
        new HashSet<>(
            atOnce(
                () ->
                    store()
                        .create(
                            start(
                                subject,
                                Optional.empty(),
                                "goal",
                                "code-review",
                                key("race", "d")))));

    SessionId made = store().findStart(subject, "race").orElseThrow().sessionId();
    assertThat(answers)
        .containsExactlyInAnyOrder(Optional.empty(), Optional.of(new KnownStart(made, "d")));
    assertThat(mine(Optional.empty(), 100).items()).hasSize(1);
  }

  @Test
  void aChangeIsWrittenWhole() {
    Session before = make("goal");
    SessionChange change = advance(before, "notes \u0001 \ud800 \" 日本");

    assertThat(store().commit(change)).isTrue();

    assertThat(store().find(before.id())).contains(change.after());
    assertThat(store().findPosition(before.id(), 1)).isEqualTo(change.used());
    assertThat(store().findPosition(before.id(), 2)).isEmpty();
    SessionEvent read = store().listEvents(before.id(), 1, 10).get(0);
    assertThat(read.isIntact()).isTrue();
    assertThat(read.hash()).isEqualTo(change.after().headHash());
    assertThat(read.at()).isEqualTo(change.events().get(0).at());
  }

  @Test
  void aChangeOfAnotherRevisionWritesNothing() {
    Session before = make("goal");
    store().commit(advance(before, "first"));
    Session now = store().find(before.id()).orElseThrow();

    assertThat(store().commit(advance(before, "second"))).isFalse();

    assertThat(store().find(before.id())).contains(now);
    assertThat(store().listEvents(before.id(), 0, 10)).hasSize(2);
    assertThat(store().findPosition(before.id(), 1).orElseThrow().digest())
        .contains(digest("first"));
  }

  @Test
  void aChangeThatFollowsAnotherHistoryWritesNothing() {
    Session made = make("goal");
    // A restore went back to the start in between; another history has got as far since.
    Session undone = advance(made, "undone").after();
    store().commit(advance(made, "first"));
    Session now = store().find(made.id()).orElseThrow();

    assertThat(store().commit(advance(undone, "second"))).isFalse();

    assertThat(store().find(made.id())).contains(now);
    assertThat(store().listEvents(made.id(), 0, 10)).hasSize(2);
  }

  @Test
  void ofChangesAtOnceOneWins() throws Exception {
    Session before = make("goal");

    List<Boolean> won = atOnce(() -> store().commit(advance(before, UUID.randomUUID().toString())));

    assertThat(won).containsOnlyOnce(true);
    assertThat(store().listEvents(before.id(), 0, 100)).hasSize(2);
  }

  @Test
  void eventsAreReadInOrderAndInParts() {
    Session session = make("goal");
    for (int i = 0; i < 5; i++) {
      session = commit(advance(session, "input " + i));
    }
    assertThat(store().listEvents(session.id(), 0, 100))
        .extracting(SessionEvent::seq)
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(store().listEvents(session.id(), 2, 2))
        .extracting(SessionEvent::seq)
        .containsExactly(3L, 4L);
    assertThat(store().listEvents(session.id(), 6, 2)).isEmpty();
  }

  @Test
  void findsARepeatedAttemptOfThisPositionOnly() {
    Session session = commit(note(make("goal"), EventType.BLOCKED, "weak"));
    SessionId id = session.id();

    assertThat(store().hasEvent(id, 1, EventType.BLOCKED, digest("weak"))).isTrue();
    assertThat(store().hasEvent(id, 1, EventType.CHECKPOINTED, digest("weak"))).isFalse();
    assertThat(store().hasEvent(id, 1, EventType.BLOCKED, digest("other"))).isFalse();
    assertThat(store().hasEvent(id, 2, EventType.BLOCKED, digest("weak"))).isFalse();
    commit(advance(session, "strong"));
    assertThat(store().hasEvent(id, 0, EventType.ADVANCED, digest("strong"))).isTrue();
  }

  @Test
  void countsEventsOfTypesBetweenTwoSeqs() {
    Session session = make("goal");
    for (int i = 0; i < 3; i++) {
      session = commit(note(session, EventType.BLOCKED, "weak " + i));
    }
    session = commit(note(session, EventType.CHECKPOINTED, "kept"));
    Set<EventType> blocked = Set.of(EventType.BLOCKED);

    assertThat(store().countEvents(session.id(), 0, 100, blocked)).isEqualTo(3);
    assertThat(store().countEvents(session.id(), 2, 3, blocked)).isEqualTo(1);
    assertThat(store().countEvents(session.id(), 4, 100, blocked)).isZero();
    assertThat(
            store()
                .countEvents(
                    session.id(), 0, 100, Set.of(EventType.BLOCKED, EventType.CHECKPOINTED)))
        .isEqualTo(4);
  }

  @Test
  void aRewindTakesPositionsOffTheLivingBranchOnce() {
    Session session = make("goal");
    for (int i = 0; i < 4; i++) {
      session = commit(advance(session, "input " + i));
    }
    session = commit(rewind(session, 3));
    SessionId id = session.id();
    assertThat(store().findPosition(id, 2).orElseThrow().superseded()).isEmpty();
    assertThat(store().findPosition(id, 3).orElseThrow().superseded())
        .contains(new UsedPosition.Superseded("anna", NOW.plusNanos(1)));
    assertThat(store().findPosition(id, 5).orElseThrow().cause())
        .isEqualTo(UsedPosition.Cause.REWOUND);

    session = commit(advance(session, "other"));
    assertThat(store().listLivingAdvances(id, session.position(), 10))
        .extracting(SessionEvent::position)
        .containsExactly(6L, 2L, 1L);
    assertThat(store().listLivingAdvances(id, session.position(), 2))
        .extracting(SessionEvent::position)
        .containsExactly(6L, 2L);
    assertThat(store().listLivingAdvances(id, 6, 10))
        .extracting(SessionEvent::position)
        .containsExactly(2L, 1L);
  }

  @Test
  void pagesGoFromTheNewestToTheOldestWithoutGapOrRepetition() {
    List<SessionId> made = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      made.add(0, make("goal " + i).id());
    }
    List<SessionId> seen = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      SessionPage page = mine(cursor, 3);
      page.items().forEach(session -> seen.add(session.id()));
      cursor = page.nextCursor();
    } while (cursor.isPresent());
    assertThat(seen).isEqualTo(made);
    assertThat(mine(Optional.empty(), 7).nextCursor()).isEmpty();
  }

  @Test
  void aForeignCursorIsRefused() {
    assertThatThrownBy(() -> mine(Optional.of("not a cursor!"), 3))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theScopeIsTheOwnersAndTheTeams() {
    String team = "team-" + UUID.randomUUID();
    Session own = make("own");
    Session teams =
        create(start("mate-of-" + subject, Optional.of(team), "t", "refactoring", none()));
    create(
        start(
            "stranger-to-" + subject, Optional.of("another-" + team), "s", "refactoring", none()));
    Session both = create(start(subject, Optional.of(team), "both", "refactoring", none()));

    assertThat(ids(shared(Optional.of(team), Optional.empty(), "")))
        .containsExactly(both.id(), teams.id(), own.id());
    assertThat(ids(shared(Optional.empty(), Optional.empty(), "")))
        .containsExactly(both.id(), own.id());
    assertThat(ids(shared(Optional.of(team), Optional.of("mate-of-" + subject), "")))
        .containsExactly(teams.id());
    assertThat(ids(everyone(Optional.of(subject)))).containsExactly(both.id(), own.id());
  }

  @Test
  void theTextIsSearchedWordByWordWithoutCase() {
    Session first = make("Straße ÄNDERN 100% sure");
    Session second = make("aendern 100 sure_thing");
    assertThat(ids(text("ändern SURE"))).containsExactly(first.id());
    assertThat(ids(text("100%"))).containsExactly(first.id());
    assertThat(ids(text("sure_"))).containsExactly(second.id());
    assertThat(ids(text("CODE-review 100"))).containsExactly(second.id(), first.id());
    assertThat(ids(text(first.id().value()))).containsExactly(first.id());
    assertThat(ids(text("!"))).isEmpty();
  }

  @Test
  void listsByStatusAndWorkflow() {
    Session active = make("active");
    Session ended = commit(end(make("ended"), SessionStatus.ABANDONED, NOW));
    Session other = create(start(subject, Optional.empty(), "x", "refactoring", none()));
    assertThat(ids(status(Set.of(SessionStatus.ABANDONED)))).containsExactly(ended.id());
    assertThat(ids(status(Set.of(SessionStatus.ABANDONED, SessionStatus.ACTIVE))))
        .containsExactly(other.id(), ended.id(), active.id());
    assertThat(ids(status(Set.of(SessionStatus.COMPLETED)))).isEmpty();
    SessionQuery workflow =
        new SessionQuery(
            new SessionScope.Shared(subject, Optional.empty()),
            Set.of(),
            Optional.of("refactoring"),
            Optional.empty(),
            "",
            Optional.empty(),
            10);
    assertThat(ids(workflow)).containsExactly(other.id());
  }

  @Test
  void submissionsAreOpenUntilDecidedOrVoided() {
    Session session = make("goal");
    Submission first = submission(session, UUID.randomUUID().toString(), "digest");
    session =
        commit(withSubmission(session, EventType.SUBMITTED, new SubmissionChange.Submit(first)));
    assertThat(store().findOpenSubmission(session.id())).contains(first);
    assertThat(store().findSubmission(first.id())).contains(first);

    Submission second = submission(session, UUID.randomUUID().toString(), "digest");
    session =
        commit(withSubmission(session, EventType.SUBMITTED, new SubmissionChange.Submit(second)));
    assertThat(store().findSubmission(first.id()).orElseThrow().status())
        .isEqualTo(Submission.Status.VOIDED);
    assertThat(store().findSubmission(session.id(), 1, "digest")).contains(second);

    Submission decided =
        second.decided(
            Submission.Status.REJECTED, new Decision("boss", NOW, Optional.of("not yet")));
    session =
        commit(withSubmission(session, EventType.REJECTED, new SubmissionChange.Decide(decided)));
    assertThat(store().findSubmission(second.id())).contains(decided);
    assertThat(store().findOpenSubmission(session.id())).isEmpty();
  }

  @Test
  void aLateDecisionWritesNothing() {
    Session session = make("goal");
    Submission open = submission(session, UUID.randomUUID().toString(), "digest");
    session =
        commit(withSubmission(session, EventType.SUBMITTED, new SubmissionChange.Submit(open)));
    session = commit(withSubmission(session, EventType.ABANDONED, new SubmissionChange.VoidOpen()));
    Submission late =
        open.decided(Submission.Status.APPROVED, new Decision("boss", NOW, Optional.empty()));

    assertThat(
            store()
                .commit(
                    withSubmission(session, EventType.ADVANCED, new SubmissionChange.Decide(late))))
        .isFalse();

    assertThat(store().find(session.id())).contains(session);
    assertThat(store().listEvents(session.id(), 0, 10)).hasSize(3);
    assertThat(store().findSubmission(open.id()).orElseThrow().status())
        .isEqualTo(Submission.Status.VOIDED);
  }

  @Test
  void idleAndEndedSessionsAreFound() {
    Session idle = make("idle");
    Session ended = commit(end(make("ended"), SessionStatus.COMPLETED, NOW));
    assertThat(store().listIdle(NOW.plusNanos(1), 1_000)).contains(idle.id());
    assertThat(store().listIdle(NOW.plus(Duration.ofDays(30)), 1_000)).doesNotContain(ended.id());
    assertThat(store().listIdle(NOW, 1_000)).doesNotContain(idle.id());
    assertThat(store().listIdle(NOW.plus(Duration.ofDays(30)), 1)).hasSize(1);
    assertThat(store().listEnded(NOW.plusNanos(1), 1_000))
        .contains(ended.id())
        .doesNotContain(idle.id());
    assertThat(store().listEnded(NOW, 1_000)).doesNotContain(ended.id());
  }

  @Test
  void deletesASessionWithAllThatBelongsToIt() {
    String workflow = "only-here-" + UUID.randomUUID();
    NewSession first = start(subject, Optional.empty(), "a", workflow, key("gone", "d"));
    Session kept = create(start(subject, Optional.empty(), "b", workflow, none()));
    Session session = create(first);
    session =
        commit(
            withSubmission(
                session,
                EventType.SUBMITTED,
                new SubmissionChange.Submit(
                    submission(session, UUID.randomUUID().toString(), "d"))));
    session = commit(advance(session, "x"));

    assertThat(store().delete(session.id(), session.revision() - 1)).isFalse();
    assertThat(store().find(session.id())).isPresent();
    assertThat(store().delete(session.id(), session.revision())).isTrue();

    assertThat(store().find(session.id())).isEmpty();
    assertThat(store().listEvents(session.id(), 0, 10)).isEmpty();
    assertThat(store().findPosition(session.id(), 1)).isEmpty();
    assertThat(store().findStart(subject, "gone")).isEmpty();
    assertThat(store().findSubmission(session.id(), 1, "d")).isEmpty();
    assertThat(store().findDocument(kept.workflowHash())).isPresent();
    assertThat(store().delete(kept.id(), kept.revision())).isTrue();
    assertThat(store().findDocument(kept.workflowHash())).isEmpty();
  }

  @Test
  void deletingAndStartingOnOneDocumentAtOnceWork() throws Exception {
    String workflow = "contended-" + UUID.randomUUID();
    atOnce(
        () -> {
          for (int i = 0; i < 10; i++) {
            Session made = create(start(subject, Optional.empty(), "x", workflow, none()));
            assertThat(store().findDocument(made.workflowHash())).isPresent();
            assertThat(store().delete(made.id(), made.revision())).isTrue();
          }
          return true;
        });
    assertThat(store().findDocument(StoredSessions.hash(workflow))).isEmpty();
  }

  @Test
  void countsByStatus() {
    Map<SessionStatus, Long> before = store().countByStatus();
    make("one");
    commit(end(make("two"), SessionStatus.COMPLETED, NOW));
    Map<SessionStatus, Long> after = store().countByStatus();
    assertThat(after.get(SessionStatus.ACTIVE))
        .isEqualTo(before.getOrDefault(SessionStatus.ACTIVE, 0L) + 1);
    assertThat(after.get(SessionStatus.COMPLETED))
        .isEqualTo(before.getOrDefault(SessionStatus.COMPLETED, 0L) + 1);
  }

  private Session make(String goal) {
    return create(start(subject, goal));
  }

  private Session create(NewSession made) {
    assertThat(store().create(made)).isEmpty();
    return made.session();
  }

  private Session commit(SessionChange change) {
    assertThat(store().commit(change)).isTrue();
    return change.after();
  }

  private Optional<IdempotencyKey> key(String requestId, String digest) {
    return Optional.of(new IdempotencyKey(subject, requestId, digest));
  }

  private static Optional<IdempotencyKey> none() {
    return Optional.empty();
  }

  private SessionPage mine(Optional<String> cursor, int limit) {
    return store()
        .list(
            new SessionQuery(
                new SessionScope.Shared(subject, Optional.empty()),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                "",
                cursor,
                limit));
  }

  private List<SessionId> ids(SessionQuery query) {
    return store().list(query).items().stream().map(Session::id).toList();
  }

  private SessionQuery text(String text) {
    return shared(Optional.empty(), Optional.empty(), text);
  }

  private SessionQuery status(Set<SessionStatus> statuses) {
    return new SessionQuery(
        new SessionScope.Shared(subject, Optional.empty()),
        statuses,
        Optional.empty(),
        Optional.empty(),
        "",
        Optional.empty(),
        10);
  }

  private SessionQuery shared(Optional<String> team, Optional<String> owner, String text) {
    return new SessionQuery(
        new SessionScope.Shared(subject, team),
        Set.of(),
        Optional.empty(),
        owner,
        text,
        Optional.empty(),
        10);
  }

  private static SessionQuery everyone(Optional<String> owner) {
    return new SessionQuery(
        new SessionScope.Everyone(), Set.of(), Optional.empty(), owner, "", Optional.empty(), 10);
  }

  private static <T> List<T> atOnce(Callable<T> call) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<T> results = new ArrayList<>();
      List<Callable<T>> calls = Collections.nCopies(THREADS, call);
      for (Future<T> result : pool.invokeAll(calls, 60, TimeUnit.SECONDS)) {
        results.add(result.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }
}
