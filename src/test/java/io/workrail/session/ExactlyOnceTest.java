package io.workrail.session;

import static io.workrail.session.SessionFixture.agent;
import static io.workrail.session.SessionFixture.notes;
import static io.workrail.session.SessionFixture.stepId;
import static io.workrail.session.SessionFixture.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Promise 1: one continue token advances once; a retry gets the recorded result again. */
class ExactlyOnceTest {
  private static final Requester ADA = agent("ada");

  private final SessionFixture sessions = new SessionFixture();

  @Test
  void advancesWithANewTokenForTheNextStep() {
    ObjectNode started = sessions.start("plain-work", ADA);
    ObjectNode advanced = sessions.proceed(token(started), notes("Looked."), ADA);

    assertThat(stepId(started)).isEqualTo("look");
    assertThat(advanced.path("outcome").asText()).isEqualTo("advanced");
    assertThat(stepId(advanced)).isEqualTo("fix");
    assertThat(token(advanced)).isNotEqualTo(token(started));
  }

  @Test
  void givesARetryTheRecordedResultMarkedAsReplayed() {
    ObjectNode started = sessions.start("plain-work", ADA);
    ObjectNode first = sessions.proceed(token(started), notes("Looked."), ADA);

    ObjectNode again = sessions.proceed(token(started), notes("Looked."), ADA);

    assertThat(again.path("replayed").asBoolean()).isTrue();
    assertThat(again.put("replayed", false)).isEqualTo(first);
    assertThat(sessions.events(first)).hasSize(2);
  }

  @Test
  void replaysLongAfterwardsAndAtTheEnd() {
    ObjectNode started = sessions.start("plain-work", ADA);
    ObjectNode second = sessions.proceed(token(started), notes("Looked."), ADA);
    ObjectNode complete = sessions.proceed(token(second), notes("Fixed and tested."), ADA);

    ObjectNode first = sessions.proceed(token(started), notes("Looked."), ADA);
    ObjectNode last = sessions.proceed(token(second), notes("Fixed and tested."), ADA);

    assertThat(complete.path("outcome").asText()).isEqualTo("complete");
    assertThat(complete.has("continueToken")).isFalse();
    assertThat(first.path("outcome").asText()).isEqualTo("advanced");
    assertThat(last.path("outcome").asText()).isEqualTo("complete");
    assertThat(last.path("replayed").asBoolean()).isTrue();
  }

  @Test
  void treatsAnotherOrderOfMembersAsTheSameInput() {
    ObjectNode started = sessions.start("plain-work", ADA);
    sessions.proceed(token(started), "{\"notes\":\"a\",\"context\":{\"x\":1,\"y\":2}}", ADA);

    ObjectNode again =
        sessions.proceed(token(started), "{\"context\":{\"y\":2,\"x\":1},\"notes\":\"a\"}", ADA);

    assertThat(again.path("replayed").asBoolean()).isTrue();
  }

  @Test
  void refusesOtherInputForAUsedTokenAndSaysWhatHelps() {
    ObjectNode started = sessions.start("plain-work", ADA);
    sessions.proceed(token(started), notes("Looked."), ADA);

    assertThatThrownBy(() -> sessions.proceed(token(started), notes("Looked twice."), ADA))
        .isInstanceOfSatisfying(
            SessionException.class,
            stale -> {
              assertThat(stale.code()).isEqualTo(SessionException.Code.STALE_TOKEN);
              assertThat(stale.data().path("cause").asText()).isEqualTo("advanced");
              assertThat(stale.data().path("actor").asText()).isEqualTo("ada");
              assertThat(stale.data().path("at").asText()).startsWith("2026-03-01T");
              assertThat(stale.nextCall().orElseThrow().tool()).isEqualTo("workflow_resume");
            });
  }

  @Test
  void advancesOnceHoweverManyClientsSendTheSame() throws Exception {
    ObjectNode started = sessions.start("plain-work", ADA);

    List<ObjectNode> replies =
        together(64, () -> sessions.proceed(token(started), notes("Looked."), ADA));

    assertThat(replies).filteredOn(reply -> !reply.path("replayed").asBoolean()).hasSize(1);
    assertThat(replies.stream().map(SessionFixture::token).distinct()).hasSize(1);
    assertThat(sessions.events(started)).hasSize(2);
    assertThat(sessions.row(started).position()).isEqualTo(1);
  }

  @Test
  void startsOneSessionForOneRequestId() throws Exception {
    ObjectNode arguments =
        SessionFixture.object(
            "{\"workflowId\":\"plain-work\",\"goal\":\"Once\",\"requestId\":\"r-1\"}");

    List<ObjectNode> replies =
        together(16, () -> SessionFixture.reply(sessions.service.start(arguments, ADA)));

    assertThat(replies.stream().map(SessionFixture::id).distinct()).hasSize(1);
    assertThat(replies).filteredOn(reply -> !reply.path("replayed").asBoolean()).hasSize(1);
    assertThatThrownBy(() -> sessions.service.start(arguments.deepCopy().put("goal", "Other"), ADA))
        .isInstanceOfSatisfying(
            SessionException.class,
            reused -> assertThat(reused.code()).isEqualTo(SessionException.Code.REQUEST_ID_REUSED));
    assertThat(
            SessionFixture.id(
                SessionFixture.reply(sessions.service.start(arguments, agent("bob")))))
        .isNotEqualTo(SessionFixture.id(replies.get(0)));
  }

  private static List<ObjectNode> together(int clients, Callable<ObjectNode> call)
      throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(clients);
    try {
      List<Future<ObjectNode>> futures =
          pool.invokeAll(IntStream.range(0, clients).mapToObj(i -> call).toList());
      List<ObjectNode> replies = new java.util.ArrayList<>();
      for (Future<ObjectNode> future : futures) {
        replies.add(future.get());
      }
      return replies;
    } finally {
      pool.shutdownNow();
    }
  }
}
