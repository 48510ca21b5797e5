package io.workrail.session;

import static io.workrail.session.SessionFixture.agent;
import static io.workrail.session.SessionFixture.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.audit.AuditEvent;
import io.workrail.audit.AuditUnavailableException;
import io.workrail.audit.RecordedAudit;
import io.workrail.storage.Database;
import io.workrail.storage.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** sessions.idleAfter and sessions.retention, on a real database with a clock that is moved. */
class SessionUpkeepTest {
  private static final Requester ADA = agent("ada");
  private static final String SETTINGS = "{\"idleAfter\":\"30d\",\"retention\":\"90d\"}";

  @TempDir Path folder;

  private final RecordedAudit audit = new RecordedAudit();
  private Database database;
  private SessionFixture sessions;

  @BeforeEach
  void open() {
    database = TestDatabase.sqlite(folder);
    sessions = new SessionFixture(new JdbiSessionStore(database), SETTINGS);
    sessions.observers.add(new EndedSessions(audit));
  }

  @AfterEach
  void close() {
    database.stop();
  }

  @Test
  void anIdleSessionIsAbandonedByTheServer() {
    ObjectNode idle = sessions.start("plain-work", ADA);
    ObjectNode busy = sessions.start("plain-work", ADA);
    sessions.clock.advance(Duration.ofDays(29));
    sessions.checkpoint(token(busy), "Still at it.", ADA);
    assertThat(upkeep().run()).isEqualTo(new SessionUpkeep.Result(0, 0));

    sessions.clock.advance(Duration.ofDays(2));
    assertThat(upkeep().run()).isEqualTo(new SessionUpkeep.Result(1, 0));

    assertThat(sessions.row(idle).status()).isEqualTo(SessionStatus.ABANDONED);
    assertThat(sessions.row(busy).status()).isEqualTo(SessionStatus.ACTIVE);
    SessionEvent last = sessions.events(idle).get(1);
    assertThat(last.type()).isEqualTo(EventType.ABANDONED);
    assertThat(last.actor()).isEqualTo("workrail");
    assertThat(last.payload()).contains("30 days").contains("sessions.idleAfter");
    assertThat(audit.events("session.ended"))
        .extracting(event -> event.details().get("headHash").asText())
        .containsExactly(last.hash());
  }

  @Test
  void anEndedSessionIsDeletedWholeAndItsHeadIsKept() {
    ObjectNode ended = sessions.start("plain-work", ADA);
    sessions.start("looped-work", ADA);
    sessions.service.abandon(token(ended), "Not wanted.", ADA);
    Session row = sessions.row(ended);
    sessions.clock.advance(Duration.ofDays(29));
    sessions.start("looped-work", ADA);
    sessions.clock.advance(Duration.ofDays(60));
    upkeep().run();
    assertThat(sessions.store.find(row.id())).as("not older than 90 days").isPresent();

    sessions.clock.advance(Duration.ofDays(2));
    assertThat(upkeep().run().deleted()).isEqualTo(1);

    assertThat(sessions.store.find(row.id())).isEmpty();
    assertThat(sessions.store.listEvents(row.id(), 0, 10)).isEmpty();
    assertThat(sessions.store.findDocument(row.workflowHash())).as("nothing names it").isEmpty();
    AuditEvent deleting = audit.events("session.deleting").get(0);
    assertThat(deleting.details().get("headHash").asText()).isEqualTo(row.headHash());
    assertThat(deleting.details().get("session").asText()).isEqualTo(row.id().value());
    assertThat(deleting.details().get("actor").asText()).isEqualTo("workrail");
    assertThat(audit.events("session.deleted")).hasSize(1);
  }

  @Test
  void withoutTheAuditLogNothingIsDeleted() {
    ObjectNode ended = sessions.start("plain-work", ADA);
    sessions.service.abandon(token(ended), "Not wanted.", ADA);
    sessions.clock.advance(Duration.ofDays(91));
    audit.fail();

    assertThatThrownBy(() -> upkeep().run()).isInstanceOf(AuditUnavailableException.class);
    assertThat(sessions.row(ended).status()).isEqualTo(SessionStatus.ABANDONED);
  }

  @Test
  void severalServersAtOnceDoEverythingOnce() throws Exception {
    List<ObjectNode> idle = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      idle.add(sessions.start("plain-work", ADA));
    }
    sessions.clock.advance(Duration.ofDays(31));

    List<SessionUpkeep.Result> results = together(4, () -> upkeep().run());

    assertThat(results.stream().mapToLong(SessionUpkeep.Result::abandoned).sum()).isEqualTo(150);
    assertThat(idle).allSatisfy(session -> assertThat(sessions.events(session)).hasSize(2));

    sessions.clock.advance(Duration.ofDays(91));
    results = together(4, () -> upkeep().run());
    assertThat(results.stream().mapToLong(SessionUpkeep.Result::deleted).sum()).isEqualTo(150);
    assertThat(sessions.store.countByStatus()).isEmpty();
  }

  private SessionUpkeep upkeep() {
    return new SessionUpkeep(
        sessions.store,
        new EndedSessions(audit),
        audit,
        SessionFixture.settings(SETTINGS),
        sessions.clock);
  }

  private static <T> List<T> together(int servers, Callable<T> work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(servers);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> future : pool.invokeAll(java.util.Collections.nCopies(servers, work))) {
        results.add(future.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }
}
