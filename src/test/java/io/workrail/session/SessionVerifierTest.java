package io.workrail.session;

import static io.workrail.session.SessionFixture.agent;
import static io.workrail.session.SessionFixture.notes;
import static io.workrail.session.SessionFixture.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.audit.AuditFault;
import io.workrail.audit.AuditReport;
import io.workrail.storage.Database;
import io.workrail.storage.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 8: whoever changes the rows of a history is found, and the place is named. */
class SessionVerifierTest {
  private static final Requester ADA = agent("ada");

  @TempDir Path folder;

  private Database database;
  private SessionFixture sessions;
  private String session;

  @BeforeEach
  void work() {
    database = TestDatabase.sqlite(folder);
    sessions = new SessionFixture(new JdbiSessionStore(database), "{}");
    ObjectNode started = sessions.start("plain-work", ADA);
    session = SessionFixture.id(started).value();
    for (int i = 0; i < 3; i++) {
      sessions.checkpoint(token(started), "Note " + i, ADA);
    }
    ObjectNode fix = sessions.proceed(token(started), notes("Looked."), ADA);
    sessions.proceed(token(fix), notes("Fixed."), ADA);
    sessions.start("looped-work", ADA);
  }

  @AfterEach
  void close() {
    database.stop();
  }

  @Test
  void anIntactHistoryGivesItsLengthAndHead() {
    AuditReport one = verifier().verify(session);
    assertThat(one.faults()).isEmpty();
    assertThat(one.entries()).isEqualTo(6);
    assertThat(one.lastHash())
        .isEqualTo(sessions.store.find(new SessionId(session)).orElseThrow().headHash());

    AuditReport all = verifier().verifyAll();
    assertThat(all.isIntact()).isTrue();
    assertThat(all.entries()).isEqualTo(7);
    assertThat(all.notes()).containsExactly("sessions that were checked: 2");
  }

  @Test
  void aChangedEventIsNamed() {
    for (String change :
        List.of(
            "payload = replace(payload, 'Note 1', 'Nothing')",
            "actor = 'mallory'",
            "at = at + 1",
            "client = NULL",
            "request_id = 'other'",
            "type = 'blocked'")) {
      String before =
          value("SELECT %s FROM session_events WHERE session_id = '%s' AND seq = 3", change);
      tamper(
          "UPDATE session_events SET %s WHERE session_id = '%s' AND seq = 3"
              .formatted(change, session));
      assertThat(faults()).as(change).containsExactly("3 CHANGED event 3 was changed");
      restore(change, before);
      assertThat(faults()).as("restored").isEmpty();
    }
  }

  @Test
  void anEventThatCannotEvenBeReadIsNamed() {
    tamper(
        "UPDATE session_events SET type = 'invented' WHERE session_id = '%s' AND seq = 3"
            .formatted(session));

    assertThat(faults())
        .singleElement()
        .asString()
        .startsWith("3 UNREADABLE event 3 cannot be read");
  }

  @Test
  void aMissingEventIsNamed() {
    tamper(
        "DELETE FROM session_events WHERE session_id = '%s' AND seq IN (3, 4)".formatted(session));

    assertThat(faults()).containsExactly("3 MISSING events 3 to 4 are missing");
  }

  @Test
  void aTruncatedHistoryIsNamed() {
    tamper("DELETE FROM session_events WHERE session_id = '%s' AND seq = 6".formatted(session));
    assertThat(faults()).containsExactly("6 MISSING event 6 is missing");

    tamper("UPDATE sessions SET revision = 5 WHERE id = '%s'".formatted(session));
    assertThat(faults())
        .containsExactly("5 CHANGED the head of the session is not the hash of event 5");
  }

  @Test
  void reorderedEventsAreNamed() {
    tamper(
        "UPDATE session_events SET seq = 100 WHERE session_id = '%s' AND seq = 2"
            .formatted(session));
    tamper(
        "UPDATE session_events SET seq = 2 WHERE session_id = '%s' AND seq = 4".formatted(session));
    tamper(
        "UPDATE session_events SET seq = 4 WHERE session_id = '%s' AND seq = 100"
            .formatted(session));

    assertThat(faults())
        .contains(
            "2 REORDERED where event 2 should be stands event 4",
            "4 REORDERED where event 4 should be stands event 2");
  }

  @Test
  void anAddedEventAndAnotherHeadAreNamed() {
    tamper(
        """
        INSERT INTO session_events SELECT session_id, 7, type, position, actor, client, request_id,
          at, digest, payload, previous_hash, hash FROM session_events
        WHERE session_id = '%s' AND seq = 6"""
            .formatted(session));
    assertThat(faults())
        .containsExactly("7 CHANGED event 7 is beyond the last one that the session knows, 6");

    tamper("DELETE FROM session_events WHERE session_id = '%s' AND seq = 7".formatted(session));
    tamper(
        "UPDATE sessions SET head_hash = '%s' WHERE id = '%s'".formatted("0".repeat(64), session));
    assertThat(faults())
        .containsExactly("6 CHANGED the head of the session is not the hash of event 6");
  }

  @Test
  void aReplacedEventWithAHashOfItsOwnIsNamed() {
    SessionEvent third = sessions.store.listEvents(new SessionId(session), 2, 1).get(0);
    SessionEvent forged =
        SessionEvent.chained(
            third.sessionId(),
            3,
            third.type(),
            third.position(),
            new Actor("mallory", third.client(), third.requestId()),
            third.at(),
            third.digest(),
            third.payload(),
            third.previousHash());
    tamper(
        "UPDATE session_events SET actor = 'mallory', hash = '%s' WHERE session_id = '%s' AND seq = 3"
            .formatted(forged.hash(), session));

    assertThat(faults())
        .containsExactly("4 CHANGED event 4 does not follow event 3: one of them was replaced");
  }

  @Test
  void theOtherSessionsAreCheckedAll() {
    tamper(
        "UPDATE session_events SET actor = 'mallory' WHERE session_id <> '%s'".formatted(session));
    tamper("UPDATE session_events SET actor = 'mallory' WHERE seq = 1");

    AuditReport report = verifier().verifyAll();
    assertThat(report.faults()).hasSize(2);
    assertThat(report.faults()).extracting(AuditFault::file).contains(session);
    assertThatThrownBy(() -> verifier().verify("ses_" + "0".repeat(32)))
        .isInstanceOf(SessionException.class);
  }

  private SessionVerifier verifier() {
    return new SessionVerifier(sessions.store);
  }

  private List<String> faults() {
    return verifier().verify(session).faults().stream()
        .map(fault -> "%d %s %s".formatted(fault.line(), fault.kind(), fault.message()))
        .toList();
  }

  private void tamper(String sql) {
    database.write(handle -> handle.execute(sql));
  }

  private String value(String sql, String change) {
    String column = change.substring(0, change.indexOf(' '));
    return database.read(
        handle -> handle.createQuery(sql.formatted(column, session)).mapTo(String.class).one());
  }

  private void restore(String change, String before) {
    String column = change.substring(0, change.indexOf(' '));
    database.write(
        handle ->
            handle.execute(
                "UPDATE session_events SET %s = ? WHERE session_id = ? AND seq = 3"
                    .formatted(column),
                before,
                session));
  }
}
