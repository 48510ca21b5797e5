package io.workrail.session;

import static io.workrail.session.SessionFixture.agent;
import static io.workrail.session.SessionFixture.notes;
import static io.workrail.session.SessionFixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Promise 8: every event names actor, client and time, and is chained by hash. */
class TraceableTest {
  private static final Requester ADA = agent("ada");

  private final SessionFixture sessions = new SessionFixture();

  @Test
  void everyEventNamesActorClientRequestAndTime() {
    ObjectNode started = sessions.start("plain-work", ADA);
    sessions.checkpoint(token(started), "Half way.", ADA);
    sessions.proceed(token(started), notes(""), ADA);
    sessions.proceed(token(started), notes("Looked."), ADA);

    List<SessionEvent> events = sessions.events(started);
    assertThat(events)
        .extracting(SessionEvent::type)
        .containsExactly(
            EventType.STARTED, EventType.CHECKPOINTED, EventType.BLOCKED, EventType.ADVANCED);
    assertThat(events)
        .allSatisfy(
            event -> {
              assertThat(event.actor()).isEqualTo("ada");
              assertThat(event.client()).contains("test-client/1.0");
              assertThat(event.requestId()).isEqualTo("request-of-ada");
              assertThat(event.at()).isEqualTo(sessions.clock.instant());
              assertThat(event.isIntact()).isTrue();
            });
    assertThat(sessions.observed).isEqualTo(events);
  }

  @Test
  void chainsEventsAndKeepsTheHeadInTheRow() {
    ObjectNode started = sessions.start("plain-work", ADA);
    sessions.proceed(token(started), notes("Looked."), ADA);
    List<SessionEvent> events = sessions.events(started);

    assertThat(events.get(0).previousHash()).isEqualTo(SessionEvent.NO_HASH);
    assertThat(events.get(1).previousHash()).isEqualTo(events.get(0).hash());
    assertThat(sessions.row(started).headHash()).isEqualTo(events.get(1).hash());
    assertThat(sessions.row(started).revision()).isEqualTo(2);
  }

  @Test
  void aChangedEventIsNotIntact() {
    ObjectNode started = sessions.start("plain-work", ADA);
    SessionEvent event = sessions.events(started).get(0);
    SessionEvent changed =
        new SessionEvent(
            event.sessionId(),
            event.seq(),
            event.type(),
            event.position(),
            "somebody else",
            event.client(),
            event.requestId(),
            event.at(),
            event.digest(),
            event.payload(),
            event.previousHash(),
            event.hash());

    assertThat(changed.isIntact()).isFalse();
  }
}
