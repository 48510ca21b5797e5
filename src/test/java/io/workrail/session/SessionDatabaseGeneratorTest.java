package io.workrail.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.workrail.benchmark.SessionScript;
import io.workrail.session.SessionDatabaseGenerator.Plan;
import io.workrail.storage.Database;
import io.workrail.storage.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionDatabaseGeneratorTest {
  @TempDir Path folder;

  @Test
  void theStoreReadsWhatWasGeneratedAndTheChainsAreIntact() throws Exception {
    List<String> tokens =
        SessionDatabaseGenerator.generate(
            folder, new Plan(40, 6, SessionScript.workflow(), "anna", "team"));

    Database database = TestDatabase.sqlite(folder);
    try {
      SessionStore store = new JdbiSessionStore(database);
      List<Session> sessions = store.list(everything()).items();
      assertThat(sessions).hasSize(40);
      assertThat(tokens).hasSize(4);
      assertThat(sessions)
          .filteredOn(session -> session.holder().equals("anna"))
          .map(ContinueToken::of)
          .containsExactlyInAnyOrderElementsOf(tokens);
      for (Session session : sessions) {
        List<SessionEvent> events = store.listEvents(session.id(), 0, 100);
        assertThat(events).hasSize(6).allMatch(SessionEvent::isIntact);
        assertThat(events.get(5).hash()).isEqualTo(session.headHash());
        assertThat(events.get(5).previousHash()).isEqualTo(events.get(4).hash());
        assertThat(store.findPosition(session.id(), session.position() - 1)).isPresent();
        assertThat(store.listLivingAdvances(session.id(), session.position(), 100)).hasSize(5);
      }
    } finally {
      database.stop();
    }
  }

  private static SessionQuery everything() {
    return new SessionQuery(
        new SessionScope.Everyone(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        "",
        Optional.empty(),
        100);
  }
}
