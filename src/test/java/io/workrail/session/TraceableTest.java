package io.workrail.session;

import static io.workrail.session.SessionFixture.agent;
import static io.workrail.session.SessionFixture.notes;
import static io.workrail.session.SessionFixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
  void anEventOfWhichAnythingWasChangedIsNotIntact() {
    SessionEvent event = sessions.events(sessions.start("plain-work", ADA)).get(0);
    SessionId otherSession = new SessionId("ses_" + "0".repeat(32));
    String otherHash = "1".repeat(64);

    assertThat(copy(event)).satisfies(same -> assertThat(same.isIntact()).isTrue());
    Object[] changes = {
      otherSession,
      2L,
      EventType.BLOCKED,
      1L,
      "mallory",
      Optional.empty(),
      "other-request",
      event.at().plusNanos(1),
      Optional.of("digest"),
      "{}",
      otherHash,
      otherHash
    };
    for (int i = 0; i < changes.length; i++) {
      Object[] parts = parts(event);
      assertThat(parts[i]).isNotEqualTo(changes[i]);
      parts[i] = changes[i];
      assertThat(event(parts).isIntact()).as("component %d", i).isFalse();
    }
  }

  @Test
  void aTextThatMovesFromOneComponentToTheNextIsNoticed() {
    SessionEvent event = sessions.events(sessions.start("plain-work", ADA)).get(0);
    Object[] parts = parts(event);
    parts[4] = "ad";
    parts[5] = Optional.of("a" + event.client().orElseThrow());

    assertThat(event(parts).isIntact()).isFalse();
  }

  private static SessionEvent copy(SessionEvent event) {
    return event(parts(event));
  }

  /** The components in their order, the hash last. */
  private static Object[] parts(SessionEvent event) {
    return Stream.of(SessionEvent.class.getRecordComponents())
        .map(
            component -> {
              try {
                return component.getAccessor().invoke(event);
              } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
              }
            })
        .toArray();
  }

  private static SessionEvent event(Object[] parts) {
    try {
      return (SessionEvent) SessionEvent.class.getDeclaredConstructors()[0].newInstance(parts);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
