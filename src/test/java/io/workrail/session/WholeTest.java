package io.workrail.session;

import static io.workrail.session.SessionFixture.agent;
import static io.workrail.session.SessionFixture.notes;
import static io.workrail.session.SessionFixture.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promise 6: nothing is cut silently; over a limit a call is refused with limit and size. */
class WholeTest {
  private static final Requester ADA = agent("ada");

  private final SessionFixture sessions = new SessionFixture();
  private final ObjectNode started = sessions.start("plain-work", ADA);

  @ParameterizedTest
  @CsvSource({"notes,65536", "output,262144"})
  void refusesWhatIsTooLargeWithLimitAndSize(String argument, int limit) {
    ObjectNode input = SessionFixture.object("{\"notes\":\"n\"}");

    assertThatThrownBy(
            () ->
                sessions.proceed(
                    token(started),
                    input.deepCopy().put(argument, "é".repeat(limit / 2) + "x").toString(),
                    ADA))
        .isInstanceOfSatisfying(
            SessionException.class,
            e -> {
              assertThat(e.data().path("limit").asInt()).isEqualTo(limit);
              assertThat(e.data().path("size").asInt()).isEqualTo(limit + 1);
            });
    assertThat(sessions.events(started)).hasSize(1);

    String full = "é".repeat(limit / 2);
    sessions.proceed(token(started), input.put(argument, full).toString(), ADA);
    assertThat(sessions.events(started).get(1).payload()).contains(full);
  }

  @Test
  void refusesArtifactsTogether() {
    ObjectNode input = SessionFixture.object("{\"notes\":\"n\"}");
    for (int i = 0; i < 3; i++) {
      input.withArray("artifacts").addObject().put("name", "a").put("content", "x".repeat(90_000));
    }

    assertThatThrownBy(() -> sessions.proceed(token(started), input.toString(), ADA))
        .hasMessageContaining("artifacts")
        .hasMessageContaining("270000")
        .hasMessageContaining("262144");
  }

  @Test
  void refusesAContextOverItsLimitAndKeepsTheStepOpen() {
    ObjectNode input = SessionFixture.object("{\"notes\":\"n\"}");
    input.putObject("context").put("big", "x".repeat(140_000));

    assertThatThrownBy(() -> sessions.proceed(token(started), input.toString(), ADA))
        .hasMessageContaining("262144");
    assertThat(sessions.row(started).position()).isZero();
  }

  @Test
  void aRecapKeepsTheNewestAndStatesWhatItLeavesOut() {
    ObjectNode loop = sessions.start("looped-work", ADA);
    ObjectNode reply =
        sessions.proceed(token(loop), "{\"notes\":\"n\",\"context\":{\"files\":[1,2,3,4,5]}}", ADA);
    for (int i = 0; i < 6; i++) {
      reply = sessions.proceed(token(reply), notes(i + "x".repeat(6_000)), ADA);
    }

    ObjectNode resumed =
        SessionFixture.reply(sessions.service.resume(SessionFixture.id(loop).value(), ADA));

    assertThat(resumed.path("recap").path("notes")).hasSize(4);
    assertThat(resumed.path("recap").path("notes").path(3).path("notes").asText()).startsWith("5x");
    assertThat(resumed.path("recap").path("omittedSteps").asInt()).isEqualTo(3);
    assertThat(resumed.path("recap").path("omitted").asText()).contains("3 earlier steps");
  }
}
