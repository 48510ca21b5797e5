package io.workrail.session;

import static io.workrail.session.SessionFixture.agent;
import static io.workrail.session.SessionFixture.id;
import static io.workrail.session.SessionFixture.notes;
import static io.workrail.session.SessionFixture.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.storage.Database;
import io.workrail.storage.PostgresServer;
import io.workrail.storage.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text that a database would lose is refused, all other text comes back as it was, on both. */
class StorableTextTest {
  private static final String UNUSUAL =
      "\u0001 \u007f \ufffe \ufffd \u2028 \uD83D\uDE00 ' \\ %s ${x}";
  private static final List<String> LOST = List.of("a\u0000b", "\uD83D", "x\uDE00");

  @TempDir Path folder;

  @Test
  void sqliteGivesBackWhatItWasGiven() {
    Database database = TestDatabase.sqlite(folder);
    try {
      keepsAllOtherText(new SessionFixture(new JdbiSessionStore(database), "{}"));
    } finally {
      database.stop();
    }
  }

  @Test
  void postgresqlGivesBackWhatItWasGiven() {
    Database database = TestDatabase.postgresql(PostgresServer.shared().createDatabase());
    try {
      keepsAllOtherText(new SessionFixture(new JdbiSessionStore(database), "{}"));
    } finally {
      database.stop();
    }
  }

  @Test
  void whatWouldBeLostIsRefusedByName() {
    SessionFixture sessions = new SessionFixture();
    ObjectNode started = sessions.start("plain-work", agent("ada"));
    for (String text : LOST) {
      ObjectNode arguments = SessionFixture.object("{\"workflowId\":\"plain-work\"}");
      refused("goal", () -> sessions.service.start(arguments.put("goal", text), agent("ada")));
      ObjectNode named = arguments.put("goal", "good").put("requestId", text);
      refused("requestId", () -> sessions.service.start(named, agent("ada")));
      refused("notes", () -> sessions.proceed(token(started), notes(text), agent("ada")));
      ObjectNode nested = SessionFixture.object("{\"notes\":\"n\",\"context\":{\"a\":[{}]}}");
      ((ObjectNode) nested.at("/context/a/0")).put(text, 1);
      refused("context", () -> sessions.proceed(token(started), nested.toString(), agent("ada")));
      refused("reason", () -> sessions.service.abandon(token(started), text, agent("ada")));
      refused(
          "reason",
          () ->
              sessions.service.rewind(
                  id(started).value(), "look", Optional.empty(), text, 1, agent("ada")));
      refused(
          "query",
          () ->
              new SessionQuery(
                  agent("ada").shared(),
                  Set.of(),
                  Optional.empty(),
                  Optional.empty(),
                  text,
                  Optional.empty(),
                  1));
    }
    assertThat(sessions.events(started)).hasSize(1);
  }

  private static void refused(String argument, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(SessionException.class)
        .hasMessageContaining("\"" + argument + "\"")
        .hasMessageContaining("U+0000");
  }

  private static void keepsAllOtherText(SessionFixture sessions) {
    Requester ada =
        new Requester(agent("ada").caller(), Optional.of("client\u0000\uD83D/1"), "request-1");
    ObjectNode arguments =
        SessionFixture.object("{\"workflowId\":\"plain-work\"}")
            .put("goal", UNUSUAL)
            .put("requestId", UNUSUAL);
    ObjectNode started = SessionFixture.reply(sessions.service.start(arguments, ada));
    sessions.proceed(token(started), notes(UNUSUAL), ada);

    assertThat(sessions.row(started).goal()).isEqualTo(UNUSUAL);
    assertThat(
            SessionFixture.reply(sessions.service.start(arguments, ada))
                .path("replayed")
                .asBoolean())
        .isTrue();
    List<SessionEvent> events = sessions.events(started);
    assertThat(events).hasSize(2).allMatch(SessionEvent::isIntact);
    assertThat(SessionFixture.object(events.get(1).payload()).path("notes").asText())
        .isEqualTo(UNUSUAL);
    assertThat(events.get(1).client()).contains("client??/1");
  }
}
