package io.workrail.session.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.audit.AuditEvent;
import io.workrail.audit.RecordedAudit;
import io.workrail.session.MemorySessionStore;
import io.workrail.session.SessionId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Messages on their way: tried again, bounded, and never lost without a trace. */
class DeliveriesTest {
  private static final SessionId SESSION = new SessionId("ses_" + "a".repeat(32));

  private final RecordedAudit audit = new RecordedAudit();
  private final SteppedExecutor executor = new SteppedExecutor();
  private final Receiver receiver = new Receiver();
  private final Deliveries deliveries =
      new Deliveries(receiver, new NoticeDetails(new MemorySessionStore(), 5), audit, executor);

  /** Refuses as often as it is told to. */
  private static final class Receiver implements Channel {
    private final List<String> taken = new ArrayList<>();
    private int attempts;
    private int refusals;
    private boolean isInterrupted;
    private Runnable whileDelivering = () -> {};

    @Override
    public void deliver(Notice notice, byte[] json) throws IOException, InterruptedException {
      attempts++;
      whileDelivering.run();
      if (isInterrupted) {
        throw new InterruptedException();
      }
      if (attempts <= refusals) {
        throw new IOException("the receiver answered 503");
      }
      taken.add(notice.id());
    }

    @Override
    public String name() {
      return "webhook";
    }
  }

  @Test
  void offeringDoesNotDeliverInTheThreadOfTheReply() {
    deliveries.offer(notice(1));
    assertThat(receiver.attempts).isZero();

    executor.advance(Duration.ZERO);
    assertThat(receiver.taken).containsExactly("notice-1");
    assertThat(deliveries.isIdle()).isTrue();
  }

  @Test
  void aRefusedMessageIsTriedAgainWithGrowingPauses() {
    receiver.refusals = 3;
    deliveries.offer(notice(1));

    executor.advance(Duration.ZERO);
    assertThat(executor.advance(Duration.ofMillis(999))).isZero();
    assertThat(executor.advance(Duration.ofMillis(1))).isEqualTo(1);
    assertThat(executor.advance(Duration.ofMillis(1_999))).isZero();
    assertThat(executor.advance(Duration.ofMillis(1))).isEqualTo(1);
    assertThat(receiver.taken).isEmpty();
    executor.advance(Duration.ofSeconds(4));
    assertThat(receiver.taken).containsExactly("notice-1");
    assertThat(audit.events()).isEmpty();
  }

  @Test
  void aMessageThatNobodyTakesIsGivenUpInTheAuditLog() {
    receiver.refusals = 1_000;
    deliveries.offer(notice(7));

    executor.advance(Duration.ofHours(1));

    assertThat(receiver.attempts).isEqualTo(Deliveries.ATTEMPTS);
    assertThat(deliveries.isIdle()).isTrue();
    AuditEvent givenUp = audit.events("notification.given_up").get(0);
    assertThat(text(givenUp, "session")).isEqualTo(SESSION.value());
    assertThat(text(givenUp, "event")).isEqualTo("completed");
    assertThat(text(givenUp, "reason")).contains("503");
    assertThat(givenUp.details().get("attempts").asInt()).isEqualTo(Deliveries.ATTEMPTS);
  }

  @Test
  void moreThanTheBacklogHoldsIsDroppedCountedAndNoted() {
    receiver.refusals = Integer.MAX_VALUE;
    for (int i = 0; i < Deliveries.CAPACITY + 3; i++) {
      deliveries.offer(notice(i));
    }
    assertThat(deliveries.dropped()).isEqualTo(3);

    executor.advance(Duration.ofMinutes(1));
    assertThat(audit.events("notification.dropped")).hasSize(1);
    assertThat(audit.events("notification.dropped").get(0).details().get("count").asInt())
        .isEqualTo(3);
  }

  @Test
  void aFailureDuringTheStopIsGivenUpAndNotTriedAgain() {
    receiver.whileDelivering = () -> deliveries.stop(Duration.ZERO);
    receiver.refusals = Integer.MAX_VALUE;
    deliveries.offer(notice(1));

    executor.advance(Duration.ofHours(1));

    assertThat(receiver.attempts).isEqualTo(1);
    assertThat(deliveries.dropped()).isEqualTo(1);
    assertThat(audit.events("notification.given_up")).as("it is counted already").isEmpty();
  }

  @Test
  void anInterruptedAttemptIsCountedByTheStop() {
    receiver.isInterrupted = true;
    deliveries.offer(notice(1));
    executor.advance(Duration.ZERO);
    assertThat(Thread.interrupted()).isTrue();

    deliveries.stop(Duration.ZERO);

    assertThat(receiver.attempts).isEqualTo(1);
    assertThat(deliveries.dropped()).isEqualTo(1);
  }

  @Test
  void aStopCountsWhatIsLeftAndWhatComesLater() {
    receiver.refusals = Integer.MAX_VALUE;
    deliveries.offer(notice(1));
    executor.advance(Duration.ZERO);
    deliveries.stop(Duration.ZERO);
    executor.close();
    deliveries.offer(notice(2));

    assertThat(deliveries.dropped()).isEqualTo(2);
    assertThat(audit.events("notification.dropped"))
        .extracting(event -> event.details().get("count").asInt())
        .containsExactly(1, 1);
    assertThat(executor.advance(Duration.ofHours(1))).isEqualTo(1);
    assertThat(receiver.attempts).isEqualTo(1);
  }

  private static String text(AuditEvent event, String name) {
    return event.details().get(name).asText();
  }

  private static Notice notice(int number) {
    return new Notice(
        "notice-" + number,
        Occasion.COMPLETED,
        SESSION,
        "code-review",
        "completed",
        "ada",
        Optional.empty(),
        number,
        0,
        Instant.EPOCH,
        Optional.empty());
  }
}
