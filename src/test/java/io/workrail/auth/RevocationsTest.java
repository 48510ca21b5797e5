package io.workrail.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.workrail.SettableClock;
import io.workrail.audit.AuditEvent;
import io.workrail.audit.AuditLog;
import io.workrail.auth.Revocation.Kind;
import io.workrail.outage.LogRecorder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RevocationsTest {
  private final SettableClock clock = new SettableClock();
  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final MemoryRevocationStore store = new MemoryRevocationStore();
  private final Noted audit = new Noted();
  private final TokenRevocation revocation = new TokenRevocation(store, audit, clock);
  private final Revocations here = new Revocations(store, clock, scheduler);
  private final Revocations elsewhere = new Revocations(store, clock, scheduler);

  private static final class Noted implements AuditLog {
    private final List<AuditEvent> events = new ArrayList<>();

    @Override
    public void record(AuditEvent event) {
      events.add(event);
    }

    @Override
    public void recordDurably(AuditEvent event) {
      events.add(event);
    }
  }

  @AfterEach
  void stop() {
    scheduler.shutdownNow();
  }

  @Test
  void everyServerLearnsOfARevokedToken() {
    here.refresh();
    revocation.revokeToken("id-1", "root");
    here.refresh();
    elsewhere.refresh();
    assertThat(here.cover(token("id-1", "ada", 0))).isTrue();
    assertThat(elsewhere.cover(token("id-1", "ada", 0))).isTrue();
    assertThat(here.cover(token("id-2", "ada", 0))).isFalse();
  }

  @Test
  void aRevokedSubjectKeepsTokensThatAreIssuedLater() {
    clock.advance(Duration.ofSeconds(10).plusMillis(700));
    revocation.revokeSubject("ada", "root");
    here.refresh();
    assertThat(here.cover(token("a", "ada", 0))).isTrue();
    assertThat(here.cover(token("b", "ada", 10))).isTrue();
    assertThat(here.cover(token("c", "ada", 11))).isFalse();
    assertThat(here.cover(token("d", "grace", 0))).isFalse();
  }

  @Test
  void aStoreThatDoesNotAnswerIsToldOnceAndThatItDoesAgain() {
    RevocationStore broken =
        new RevocationStore() {
          private int looks;

          @Override
          public long origin() {
            if (looks++ < 4) {
              throw new IllegalStateException("away");
            }
            return store.origin();
          }

          @Override
          public List<Revocation> listSince(Instant since) {
            return store.listSince(since);
          }

          @Override
          public void put(Revocation found) {
            store.put(found);
          }
        };
    Revocations revocations = new Revocations(broken, clock, scheduler);
    try (LogRecorder recorder = new LogRecorder(Revocations.class)) {
      for (int i = 0; i < 5; i++) {
        revocations.tryToRefresh();
      }
      assertThat(recorder.traces()).isOne();
      assertThat(recorder.lines()).hasSize(2).last().asString().contains("works again", "4 failur");
    }
  }

  @Test
  void aTokenThatSaysNoTimeCountsAsOld() {
    revocation.revokeSubject("ada", "root");
    here.refresh();
    VerifiedToken timeless =
        new VerifiedToken(caller("ada"), Optional.empty(), Optional.empty(), Instant.MAX);
    assertThat(here.cover(timeless)).isTrue();
  }

  @Test
  void aSecondRevocationOfASubjectReachesFurther() {
    revocation.revokeSubject("ada", "root");
    clock.advance(Duration.ofHours(1));
    revocation.revokeSubject("ada", "root");
    here.refresh();
    assertThat(here.cover(token("a", "ada", 3_000))).isTrue();
    assertThat(here.cover(token("b", "ada", 3_601))).isFalse();
  }

  @Test
  void aRevocationThatArrivesLateIsSeen() {
    clock.advance(Duration.ofMinutes(10));
    revocation.revokeToken("new", "root");
    here.refresh();
    store.put(new Revocation(Kind.TOKEN, "late", clock.instant().minusSeconds(120), "root"));
    here.refresh();
    assertThat(here.cover(token("late", "ada", 0))).isTrue();
    store.put(new Revocation(Kind.TOKEN, "ancient", Instant.EPOCH, "root"));
    clock.advance(Duration.ofMinutes(2));
    here.refresh();
    assertThat(here.cover(token("ancient", "ada", 0))).isTrue();
  }

  @Test
  void whatIsKnownStaysWhenTheStoreWasReplacedByAnOlderOne() {
    revocation.revokeToken("id-1", "root");
    here.refresh();
    store.clear();
    here.refresh();
    assertThat(here.cover(token("id-1", "ada", 0))).isTrue();
  }

  @Test
  void anOldRevocationThatARestoreBroughtBackIsSeenAtTheNextLook() {
    revocation.revokeToken("id-1", "root");
    here.refresh();
    here.refresh();
    store.replaceBy(
        List.of(
            new Revocation(Kind.TOKEN, "id-2", clock.instant().minus(Duration.ofDays(3)), "root")));
    here.refresh();
    assertThat(here.cover(token("id-2", "ada", 0))).isTrue();
    assertThat(here.cover(token("id-1", "ada", 0))).as("what is known stays").isTrue();
  }

  @Test
  void aRevocationIsNoted() {
    revocation.revokeToken("id-1", "command:root");
    revocation.revokeSubject("ada", "command:root");
    assertThat(audit.events)
        .containsExactly(
            AuditEvent.of("token.revoked").by("command:root").with("jti", "id-1"),
            AuditEvent.of("token.revoked").by("command:root").with("subject", "ada"));
  }

  @Test
  void whatCannotBeRevokedIsRefusedInWords() {
    assertRefused(() -> revocation.revokeToken(" ", "root"), "characters");
    assertRefused(() -> revocation.revokeToken("x".repeat(300), "root"), "characters");
    assertRefused(() -> revocation.revokeToken("eyJ.eyJ.sig", "root"), "claim jti");
    assertRefused(() -> revocation.revokeSubject("api-key", "root"), "API_KEY");
    assertThat(audit.events).isEmpty();
  }

  private static void assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String reason) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(reason);
  }

  private static VerifiedToken token(String id, String subject, int issuedSecond) {
    return new VerifiedToken(
        caller(subject),
        Optional.of(id),
        Optional.of(SettableClock.BEGIN.plusSeconds(issuedSecond)),
        SettableClock.BEGIN.plusSeconds(100_000));
  }

  private static Caller caller(String subject) {
    return new Caller(subject, Set.of(Role.AGENT), Optional.empty());
  }
}
