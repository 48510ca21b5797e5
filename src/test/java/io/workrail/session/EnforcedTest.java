package io.workrail.session;

import static io.workrail.session.SessionFixture.agent;
import static io.workrail.session.SessionFixture.notes;
import static io.workrail.session.SessionFixture.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Promise 4: what fails its criteria, lacks a person's word or has blank notes stays open. */
class EnforcedTest {
  private static final Requester ADA = agent("ada");
  private static final String DONE = notes("Planned.");

  @Test
  void blocksOnCriteriaRecordsTheAttemptAndGoesOnWithTheSameToken() {
    SessionFixture sessions = new SessionFixture();
    ObjectNode started = sessions.start("plain-work", ADA);
    ObjectNode fix = sessions.proceed(token(started), notes("Looked."), ADA);

    ObjectNode blocked = sessions.proceed(token(fix), notes("Fixed."), ADA);

    assertThat(blocked.path("outcome").asText()).isEqualTo("blocked");
    assertThat(blocked.path("issues").path(0).asText()).isEqualTo("Say that it was tested.");
    assertThat(blocked.path("suggestions")).hasSize(1);
    assertThat(token(blocked)).isEqualTo(token(fix));
    assertThat(sessions.events(fix).get(2).payload()).contains("Fixed.").contains("tested");

    ObjectNode again = sessions.proceed(token(fix), notes("Fixed."), ADA);
    assertThat(again.path("replayed").asBoolean()).isTrue();
    assertThat(again.path("issues")).isEqualTo(blocked.path("issues"));
    assertThat(sessions.events(fix)).hasSize(3);

    ObjectNode done = sessions.proceed(token(fix), notes("Fixed and tested."), ADA);
    assertThat(done.path("outcome").asText()).isEqualTo("complete");
  }

  @Test
  void checksTheOutputWhenThereIsOneElseTheNotes() {
    SessionFixture sessions = new SessionFixture();
    ObjectNode started = sessions.start("plain-work", ADA);
    ObjectNode fix = sessions.proceed(token(started), notes("Looked."), ADA);

    ObjectNode blocked =
        sessions.proceed(token(fix), "{\"notes\":\"tested\",\"output\":\"nothing\"}", ADA);
    ObjectNode done =
        sessions.proceed(token(fix), "{\"notes\":\"as output\",\"output\":\"tested\"}", ADA);

    assertThat(blocked.path("outcome").asText()).isEqualTo("blocked");
    assertThat(done.path("outcome").asText()).isEqualTo("complete");
  }

  @Test
  void blocksOnBlankOrMissingNotes() {
    SessionFixture sessions = new SessionFixture();
    ObjectNode started = sessions.start("plain-work", ADA);

    for (String input : new String[] {"{}", notes(" \n "), "{\"output\":\"something\"}"}) {
      ObjectNode blocked = sessions.proceed(token(started), input, ADA);
      assertThat(blocked.path("outcome").asText()).isEqualTo("blocked");
      assertThat(blocked.path("issues").path(0).asText()).contains("notes");
    }
    assertThat(sessions.row(started).position()).isZero();
  }

  @Test
  void dropsTheContextOfABlockedAttempt() {
    SessionFixture sessions = new SessionFixture();
    ObjectNode started = sessions.start("plain-work", ADA);
    sessions.proceed(token(started), "{\"notes\":\"\",\"context\":{\"x\":1}}", ADA);
    sessions.proceed(token(started), "{\"notes\":\"Looked.\",\"context\":{\"y\":2}}", ADA);

    assertThat(sessions.row(started).state().context()).isEqualTo(SessionFixture.json("{\"y\":2}"));
  }

  @Test
  void neverCompletesAStepThatWasNotHandedOut() {
    SessionFixture sessions = new SessionFixture();
    ObjectNode started = sessions.start("plain-work", ADA);
    Session row = sessions.row(started);
    List<String> forged =
        List.of(
            // Sealed by a key that is not the session's: for the step that is pending, and ahead.
            ContinueToken.of(at(row, row.position())),
            ContinueToken.of(at(row, row.position() + 1)),
            token(started).replace("wr1.", "wr1.A"),
            "wr1.",
            "");

    for (String token : forged) {
      assertThatThrownBy(() -> sessions.proceed(token, notes("x"), ADA))
          .isInstanceOfSatisfying(
              SessionException.class,
              unknown ->
                  assertThat(unknown.code()).isEqualTo(SessionException.Code.UNKNOWN_SESSION));
    }
    assertThat(sessions.events(started)).hasSize(1);
  }

  @Test
  void reportModeWantsConfirmedAfterTheUserAgreed() {
    SessionFixture sessions =
        new SessionFixture(new MemorySessionStore(), "{\"confirmation\":\"report\"}");
    ObjectNode started = sessions.start("confirmed-work", ADA);

    ObjectNode awaiting = sessions.proceed(token(started), DONE, ADA);
    ObjectNode next = (ObjectNode) awaiting.path("nextCall").path("arguments");

    assertThat(awaiting.path("outcome").asText()).isEqualTo("awaiting_confirmation");
    assertThat(awaiting.path("session").path("status").asText()).isEqualTo("awaiting_confirmation");
    assertThat(next.path("confirmed").asBoolean()).isTrue();
    assertThat(next.path("notes").asText()).isEqualTo("Planned.");

    String token = next.remove("continueToken").asText();
    ObjectNode done = sessions.proceed(token, next.toString(), ADA);
    assertThat(done.path("outcome").asText()).isEqualTo("advanced");
    assertThat(sessions.events(started).get(2).payload()).contains("\"confirmation\":\"reported\"");
  }

  @Test
  void elicitModeAsksThePersonAndIgnoresTheModelsWord() {
    SessionFixture sessions = new SessionFixture();
    ObjectNode started = sessions.start("confirmed-work", ADA);
    String input = "{\"notes\":\"Planned.\",\"confirmed\":true}";

    SessionAnswer.Ask ask = ask(sessions, token(started), input);
    assertThat(ask.message()).contains("Plan").contains("Planned.").contains("Make it work");
    assertThat(sessions.row(started).position()).isZero();

    SessionAnswer answered =
        sessions.proceed(token(started), input, said("accept", "confirm", ask.requestState()), ADA);
    assertThat(SessionFixture.reply(answered).path("outcome").asText()).isEqualTo("advanced");
    assertThat(sessions.events(started).get(1).payload()).contains("\"confirmation\":\"elicited\"");
    ObjectNode replayed =
        SessionFixture.reply(
            sessions.proceed(token(started), input, said("accept", "confirm", "damaged"), ADA));
    assertThat(replayed.path("replayed").asBoolean()).isTrue();
  }

  @Test
  void elicitModeTakesSendBackDeclineCancelAndNonsense() {
    SessionFixture sessions = new SessionFixture();
    ObjectNode started = sessions.start("confirmed-work", ADA);
    String state = ask(sessions, token(started), DONE).requestState();

    ObjectNode sentBack =
        SessionFixture.reply(
            sessions.proceed(
                token(started),
                DONE,
                new Asking.Possible(
                    Optional.of(
                        new PersonsAnswer("accept", "send_back", Optional.of("Too big"), state))),
                ADA));
    assertThat(sentBack.path("outcome").asText()).isEqualTo("blocked");
    assertThat(sentBack.path("issues").path(0).asText()).contains("Too big");
    assertThat(outcome(sessions, started, said("decline", "", state))).isEqualTo("blocked");
    assertThat(outcome(sessions, started, said("cancel", "", state)))
        .isEqualTo("awaiting_confirmation");
    assertThat(sessions.proceed(token(started), DONE, said("accept", "maybe", state), ADA))
        .isInstanceOf(SessionAnswer.Ask.class);
    assertThat(sessions.row(started).position()).isZero();
  }

  @Test
  void elicitModeRefusesAForeignStateAndAsksAnewAfterItExpired() {
    SessionFixture sessions = new SessionFixture();
    ObjectNode started = sessions.start("confirmed-work", ADA);
    String state = ask(sessions, token(started), DONE).requestState();

    assertThatThrownBy(
            () ->
                sessions.proceed(
                    token(started), notes("Other."), said("accept", "confirm", state), ADA))
        .isInstanceOfSatisfying(
            SessionException.class,
            e -> assertThat(e.code()).isEqualTo(SessionException.Code.INVALID_REQUEST_STATE));
    sessions.clock.advance(Duration.ofMinutes(16));
    assertThat(sessions.proceed(token(started), DONE, said("accept", "confirm", state), ADA))
        .isInstanceOf(SessionAnswer.Ask.class);
  }

  @Test
  void elicitModeFallsBackToTheReportOfAClientThatCannotAsk() {
    SessionFixture sessions = new SessionFixture();
    ObjectNode started = sessions.start("confirmed-work", ADA);

    assertThat(sessions.proceed(token(started), DONE, ADA).path("outcome").asText())
        .isEqualTo("awaiting_confirmation");
    assertThat(
            sessions
                .proceed(token(started), "{\"notes\":\"Planned.\",\"confirmed\":true}", ADA)
                .path("outcome")
                .asText())
        .isEqualTo("advanced");
  }

  private static String outcome(SessionFixture sessions, ObjectNode started, Asking asking) {
    return SessionFixture.reply(sessions.proceed(token(started), DONE, asking, ADA))
        .path("outcome")
        .asText();
  }

  private static SessionAnswer.Ask ask(SessionFixture sessions, String token, String input) {
    return (SessionAnswer.Ask)
        sessions.proceed(token, input, new Asking.Possible(Optional.empty()), ADA);
  }

  private static Asking said(String action, String decision, String state) {
    return new Asking.Possible(
        Optional.of(new PersonsAnswer(action, decision, Optional.empty(), state)));
  }

  private static Session at(Session row, long position) {
    return new Session(
        row.id(),
        row.workflowId(),
        row.workflowVersion(),
        row.workflowHash(),
        row.goal(),
        row.status(),
        row.owner(),
        row.team(),
        row.holder(),
        row.startedAt(),
        row.updatedAt(),
        row.endedAt(),
        position,
        row.positionSince(),
        row.revision(),
        row.headHash(),
        new TokenKey(new byte[32]),
        row.state());
  }
}
