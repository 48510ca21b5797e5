package io.workrail.session;

import static io.workrail.session.SessionFixture.agent;
import static io.workrail.session.SessionFixture.notes;
import static io.workrail.session.SessionFixture.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.auth.Role;
import org.junit.jupiter.api.Test;

/** Promise 5: a session belongs to its starter and their team; to others it does not exist. */
class OwnedTest {
  private static final Requester ADA = agent("ada");
  private static final Requester TEAMMATE = agent("bob");
  private static final Requester STRANGER = SessionFixture.requester("mal", "blue", Role.AGENT);

  private final SessionFixture sessions = new SessionFixture();
  private final ObjectNode started = sessions.start("plain-work", ADA);
  private final String session = SessionFixture.id(started).value();

  @Test
  void aStrangerGetsTheAnswerOfAnUnknownSession() {
    String unknown = "ses_" + "0".repeat(32);
    String missing = message(() -> sessions.service.resume(unknown, STRANGER));
    String foreign = message(() -> sessions.service.resume(session, STRANGER));
    String altered = message(() -> sessions.proceed("wr1.nothing", notes("x"), STRANGER));
    String token = message(() -> sessions.proceed(token(started), notes("x"), STRANGER));

    assertThat(foreign).isEqualTo(missing);
    assertThat(token).isEqualTo(altered);
  }

  @Test
  void noTeamIsSharedWithNobody() {
    Requester alone =
        new Requester(
            new io.workrail.auth.Caller(
                "solo", java.util.Set.of(Role.AGENT), java.util.Optional.empty()),
            java.util.Optional.empty(),
            "r");
    Requester other =
        new Requester(
            new io.workrail.auth.Caller(
                "other", java.util.Set.of(Role.AGENT), java.util.Optional.empty()),
            java.util.Optional.empty(),
            "r");
    ObjectNode own = sessions.start("plain-work", alone);

    assertThatThrownBy(() -> sessions.service.resume(SessionFixture.id(own).value(), other))
        .isInstanceOf(SessionException.class);
  }

  @Test
  void aTeammateTakesOverAndTheOldTokenIsStale() {
    assertThatThrownBy(() -> sessions.proceed(token(started), notes("x"), TEAMMATE))
        .isInstanceOfSatisfying(
            SessionException.class,
            e -> assertThat(e.code()).isEqualTo(SessionException.Code.NOT_HOLDER));

    ObjectNode resumed = SessionFixture.reply(sessions.service.resume(session, TEAMMATE));
    assertThat(resumed.path("session").path("holder").asText()).isEqualTo("bob");
    assertThat(resumed.path("session").path("owner").asText()).isEqualTo("ada");

    assertThatThrownBy(() -> sessions.proceed(token(started), notes("x"), ADA))
        .isInstanceOfSatisfying(
            SessionException.class,
            stale -> {
              assertThat(stale.data().path("cause").asText()).isEqualTo("taken_over");
              assertThat(stale.data().path("actor").asText()).isEqualTo("bob");
            });
    assertThat(
            sessions.proceed(token(resumed), notes("Looked."), TEAMMATE).path("outcome").asText())
        .isEqualTo("advanced");
  }

  @Test
  void resumingOnesOwnWritesNothing() {
    ObjectNode resumed = SessionFixture.reply(sessions.service.resume(session, ADA));

    assertThat(token(resumed)).isEqualTo(token(started));
    assertThat(sessions.events(started)).hasSize(1);
  }

  private static String message(Runnable call) {
    try {
      call.run();
      return "no error";
    } catch (SessionException e) {
      return e.code() + " " + e.getMessage() + " " + e.data() + " " + e.nextCall();
    }
  }
}
