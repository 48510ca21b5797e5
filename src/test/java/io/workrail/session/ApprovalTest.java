package io.workrail.session;

import static io.workrail.session.SessionFixture.agent;
import static io.workrail.session.SessionFixture.notes;
import static io.workrail.session.SessionFixture.stepId;
import static io.workrail.session.SessionFixture.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.auth.Role;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Promise 4, with sessions.confirmation: approve. */
class ApprovalTest {
  private static final Requester ADA = agent("ada");
  private static final Requester EVE = SessionFixture.requester("eve", "red", Role.APPROVER);
  private static final String DONE = notes("Planned.");

  private final SessionFixture sessions =
      new SessionFixture(new MemorySessionStore(), "{\"confirmation\":\"approve\"}");
  private final ObjectNode started = sessions.start("confirmed-work", ADA);
  private final String session = SessionFixture.id(started).value();

  @Test
  void approvalAdvancesAndTheSubmittersPollGetsTheResult() {
    ObjectNode submitted = sessions.proceed(token(started), DONE, ADA);
    assertThat(submitted.path("outcome").asText()).isEqualTo("awaiting_confirmation");
    ObjectNode waiting = sessions.proceed(token(started), DONE, ADA);
    assertThat(waiting.path("replayed").asBoolean()).isTrue();

    SessionAnswer approved =
        sessions.service.decide(
            session, open().id(), Submission.Status.APPROVED, Optional.of("Good"), EVE);
    assertThat(SessionFixture.reply(approved).has("continueToken")).isFalse();

    ObjectNode polled = sessions.proceed(token(started), DONE, ADA);
    assertThat(polled.path("outcome").asText()).isEqualTo("advanced");
    assertThat(stepId(polled)).isEqualTo("build");
    assertThat(sessions.events(started).get(2).payload())
        .contains("\"confirmation\":\"approved\"")
        .contains("Good")
        .contains("\"submittedBy\":\"ada\"");
  }

  @Test
  void theModelsWordDoesNotCount() {
    ObjectNode submitted =
        sessions.proceed(token(started), "{\"notes\":\"Planned.\",\"confirmed\":true}", ADA);

    assertThat(submitted.path("outcome").asText()).isEqualTo("awaiting_confirmation");
  }

  @Test
  void rejectionReopensTheTokenWithTheComment() {
    sessions.proceed(token(started), DONE, ADA);
    sessions.service.decide(
        session, open().id(), Submission.Status.REJECTED, Optional.of("Name the risks"), EVE);

    ObjectNode polled = sessions.proceed(token(started), DONE, ADA);
    assertThat(polled.path("outcome").asText()).isEqualTo("blocked");
    assertThat(polled.path("issues").path(0).asText()).contains("Name the risks");
    ObjectNode better = sessions.proceed(token(started), notes("Planned, with risks."), ADA);
    assertThat(better.path("outcome").asText()).isEqualTo("awaiting_confirmation");
  }

  @Test
  void aNewSubmissionVoidsTheOldOne() {
    sessions.proceed(token(started), DONE, ADA);
    String old = open().id();
    sessions.proceed(token(started), notes("Planned better."), ADA);

    assertThatThrownBy(
            () ->
                sessions.service.decide(
                    session, old, Submission.Status.APPROVED, Optional.empty(), EVE))
        .isInstanceOfSatisfying(
            SessionException.class,
            e -> assertThat(e.code()).isEqualTo(SessionException.Code.SUBMISSION_CLOSED));
  }

  @Test
  void fourEyesRefuseTheStarterAndWhoIsNoApprover() {
    sessions.proceed(token(started), DONE, ADA);
    Requester both = SessionFixture.requester("ada", "red", Role.AGENT, Role.APPROVER);
    String submission = open().id();

    for (Requester who : new Requester[] {both, agent("bob")}) {
      assertThatThrownBy(
              () ->
                  sessions.service.decide(
                      session, submission, Submission.Status.APPROVED, Optional.empty(), who))
          .isInstanceOfSatisfying(
              SessionException.class,
              e -> assertThat(e.code()).isEqualTo(SessionException.Code.NOT_ALLOWED));
    }
    Requester stranger = SessionFixture.requester("eve", "blue", Role.APPROVER);
    assertThatThrownBy(
            () ->
                sessions.service.decide(
                    session, submission, Submission.Status.APPROVED, Optional.empty(), stranger))
        .isInstanceOfSatisfying(
            SessionException.class,
            e -> assertThat(e.code()).isEqualTo(SessionException.Code.UNKNOWN_SESSION));
  }

  @Test
  void takingOverVoidsWhatAnotherSubmitted() {
    sessions.proceed(token(started), DONE, ADA);
    String old = open().id();
    sessions.service.resume(session, agent("bob"));

    assertThatThrownBy(
            () ->
                sessions.service.decide(
                    session, old, Submission.Status.APPROVED, Optional.empty(), EVE))
        .isInstanceOf(SessionException.class);
  }

  private Submission open() {
    return sessions.store.findOpenSubmission(new SessionId(session)).orElseThrow();
  }
}
