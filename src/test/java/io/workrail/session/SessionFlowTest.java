package io.workrail.session;

import static io.workrail.session.SessionFixture.agent;
import static io.workrail.session.SessionFixture.notes;
import static io.workrail.session.SessionFixture.stepId;
import static io.workrail.session.SessionFixture.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Loops, information that is missing, checkpoints, going back, ending, finding. */
class SessionFlowTest {
  private static final Requester ADA = agent("ada");

  private final SessionFixture sessions = new SessionFixture();

  @Test
  void walksALoopAndKeepsItsHistorySmall() {
    ObjectNode reply = sessions.start("looped-work", ADA);
    reply =
        sessions.proceed(token(reply), "{\"notes\":\"n\",\"context\":{\"files\":[1,2,3]}}", ADA);
    List<String> walked = new ArrayList<>();
    while (stepId(reply).endsWith("-file")) {
      walked.add(stepId(reply));
      reply = sessions.proceed(token(reply), notes("done"), ADA);
    }

    assertThat(walked).hasSize(6);
    assertThat(stepId(reply)).isEqualTo("sum-up");
    assertThat(sessions.row(reply).state().history()).containsExactly("list-files", "each-file");
    assertThat(reply.path("session").path("completedCount").asInt()).isEqualTo(7);
    assertThat(reply.path("session").path("lastCompleted").path(6).toString())
        .isEqualTo("{\"stepId\":\"note-file\",\"round\":3}");
    assertThat(sessions.proceed(token(reply), notes("end"), ADA).path("outcome").asText())
        .isEqualTo("complete");
  }

  @Test
  void commitsTheStepAndAsksForInformation() {
    ObjectNode started = sessions.start("branched-work", ADA);
    ObjectNode needs = sessions.proceed(token(started), notes("Assessed."), ADA);

    assertThat(needs.path("outcome").asText()).isEqualTo("needs_context");
    assertThat(needs.path("step").isNull()).isTrue();
    assertThat(needs.path("guidance").path("prompt").asText()).contains("size");
    assertThatThrownBy(() -> sessions.proceed(token(needs), notes("x"), ADA))
        .hasMessageContaining("context");

    ObjectNode informed = sessions.proceed(token(needs), "{\"context\":{\"size\":\"small\"}}", ADA);
    assertThat(stepId(informed)).isEqualTo("small-way");
    assertThat(
            sessions
                .proceed(token(needs), "{\"context\":{\"size\":\"small\"}}", ADA)
                .path("replayed")
                .asBoolean())
        .isTrue();
  }

  @Test
  void keepsEqualNotesOfAPositionOnce() {
    ObjectNode started = sessions.start("plain-work", ADA);
    ObjectNode kept = sessions.checkpoint(token(started), "Half way.", ADA);
    sessions.checkpoint(token(started), "More.", ADA);
    ObjectNode again = sessions.checkpoint(token(started), "Half way.", ADA);

    assertThat(kept.path("outcome").asText()).isEqualTo("checkpointed");
    assertThat(token(kept)).isEqualTo(token(started));
    assertThat(again.path("replayed").asBoolean()).isTrue();
    assertThat(sessions.events(started)).hasSize(3);
    ObjectNode resumed =
        SessionFixture.reply(sessions.service.resume(SessionFixture.id(started).value(), ADA));
    assertThat(resumed.path("recap").path("notes")).hasSize(2);
    assertThat(resumed.path("recap").path("notes").path(0).path("checkpoint").asBoolean()).isTrue();
  }

  @Test
  void goesBackToBeforeARoundAndTakesLaterWorkOffTheBranch() {
    ObjectNode started = sessions.start("looped-work", ADA);
    ObjectNode listed =
        sessions.proceed(token(started), "{\"notes\":\"n\",\"context\":{\"files\":[1,2]}}", ADA);
    ObjectNode first = sessions.proceed(token(listed), notes("read 1"), ADA);
    ObjectNode second =
        sessions.proceed(token(first), "{\"notes\":\"n1\",\"context\":{\"bad\":1}}", ADA);
    String id = SessionFixture.id(started).value();

    ObjectNode back = rewind(id, "note-file", Optional.of(1), revision(second));

    assertThat(back.path("outcome").asText()).isEqualTo("rewound");
    assertThat(stepId(back)).isEqualTo("note-file");
    assertThat(back.path("session").path("completedCount").asInt()).isEqualTo(2);
    assertThat(sessions.row(back).state().context().has("bad")).isFalse();
    // Before the branch: replayed. Behind it, and the position the rewind left: stale.
    assertThat(sessions.proceed(token(listed), notes("read 1"), ADA).path("replayed").asBoolean())
        .isTrue();
    for (ObjectNode superseded : List.of(first, second)) {
      assertThatThrownBy(
              () ->
                  sessions.proceed(
                      token(superseded), "{\"notes\":\"n1\",\"context\":{\"bad\":1}}", ADA))
          .isInstanceOfSatisfying(
              SessionException.class,
              e -> assertThat(e.data().path("cause").asText()).isEqualTo("rewound"));
    }
    assertThat(stepId(sessions.proceed(token(back), notes("better"), ADA))).isEqualTo("read-file");
  }

  @Test
  void goesBackToTheLatestOccurrenceAndTwice() {
    ObjectNode reply = sessions.start("looped-work", ADA);
    reply = sessions.proceed(token(reply), "{\"notes\":\"n\",\"context\":{\"files\":[1,2]}}", ADA);
    for (int i = 0; i < 4; i++) {
      reply = sessions.proceed(token(reply), notes("done " + i), ADA);
    }
    assertThat(stepId(reply)).isEqualTo("sum-up");
    String id = SessionFixture.id(reply).value();

    ObjectNode back = rewind(id, "read-file", Optional.empty(), revision(reply));
    assertThat(back.path("guidance").path("prompt").asText()).contains("Iteration: 2");
    ObjectNode further = rewind(id, "list-files", Optional.empty(), revision(back));
    assertThat(further.path("session").path("completedCount").asInt()).isZero();
    assertThat(sessions.row(further).state().history()).isEmpty();
  }

  @Test
  void refusesToGoBackBlindlyOrToWhatWasNotDone() {
    ObjectNode started = sessions.start("plain-work", ADA);
    ObjectNode next = sessions.proceed(token(started), notes("Looked."), ADA);
    String id = SessionFixture.id(started).value();

    assertThatThrownBy(() -> rewind(id, "look", Optional.empty(), 1))
        .isInstanceOfSatisfying(
            SessionException.class,
            e -> assertThat(e.code()).isEqualTo(SessionException.Code.REVISION_CONFLICT));
    assertThatThrownBy(() -> rewind(id, "fix", Optional.empty(), revision(next)))
        .hasMessageContaining("look");
    sessions.proceed(token(next), notes("Fixed and tested."), ADA);
    assertThatThrownBy(() -> rewind(id, "look", Optional.empty(), 3))
        .isInstanceOfSatisfying(
            SessionException.class,
            e -> assertThat(e.code()).isEqualTo(SessionException.Code.SESSION_ENDED));
  }

  @Test
  void endsWithoutCompletingOnce() {
    ObjectNode started = sessions.start("plain-work", ADA);
    ObjectNode ended = SessionFixture.reply(abandon(started));
    ObjectNode again = SessionFixture.reply(abandon(started));

    assertThat(ended.path("session").path("status").asText()).isEqualTo("abandoned");
    assertThat(again.path("replayed").asBoolean()).isTrue();
    assertThat(sessions.events(started)).hasSize(2);
    assertThatThrownBy(() -> sessions.proceed(token(started), notes("x"), ADA))
        .isInstanceOfSatisfying(
            SessionException.class,
            e -> assertThat(e.code()).isEqualTo(SessionException.Code.SESSION_ENDED));
    ObjectNode seen =
        SessionFixture.reply(sessions.service.resume(SessionFixture.id(started).value(), ADA));
    assertThat(seen.has("continueToken")).isFalse();
    assertThat(seen.path("recap").path("goal").asText()).isEqualTo("Make it work");
  }

  @Test
  void listsWhatCanBeGoneOnWith() {
    for (int i = 0; i < 3; i++) {
      sessions.start("plain-work", ADA);
    }
    abandon(sessions.start("confirmed-work", ADA));
    sessions.start(
        "plain-work", SessionFixture.requester("mal", "blue", io.workrail.auth.Role.AGENT));

    ObjectNode page = list(2, Optional.empty());
    assertThat(page.path("outcome").asText()).isEqualTo("listed");
    assertThat(page.path("sessions")).hasSize(2);
    ObjectNode rest = list(2, Optional.of(page.path("nextCursor").asText()));
    assertThat(rest.path("sessions")).hasSize(1);
    assertThat(rest.has("nextCursor")).isFalse();
  }

  private ObjectNode list(int limit, Optional<String> cursor) {
    return SessionFixture.reply(
        sessions.service.list(
            new SessionQuery(
                ADA.shared(),
                Set.of(SessionStatus.ACTIVE),
                Optional.empty(),
                Optional.empty(),
                "make WORK",
                cursor,
                limit)));
  }

  private SessionAnswer abandon(ObjectNode started) {
    return sessions.service.abandon(token(started), "Not wanted.", ADA);
  }

  private ObjectNode rewind(String id, String step, Optional<Integer> round, long revision) {
    return SessionFixture.reply(
        sessions.service.rewind(id, step, round, "Was wrong.", revision, ADA));
  }

  private static long revision(ObjectNode reply) {
    return reply.path("session").path("revision").asLong();
  }
}
