package io.workrail.session;

import static io.workrail.session.SessionFixture.agent;
import static io.workrail.session.SessionFixture.notes;
import static io.workrail.session.SessionFixture.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Promise 3: the document a session started with serves it to the end. */
class PinnedTest {
  private static final Requester ADA = agent("ada");

  private final SessionFixture sessions = new SessionFixture();

  @Test
  void servesTheDocumentItStartedWithAfterTheFileChanged() {
    ObjectNode started = sessions.start("plain-work", ADA);
    sessions.documents.set(
        List.of(SessionFixture.PLAIN.replace("\"Fix\"", "\"Other\"").replace("1.0.0", "2.0.0")));
    sessions.catalog.reload();

    ObjectNode advanced = sessions.proceed(token(started), notes("Looked."), ADA);

    assertThat(advanced.path("step").path("title").asText()).isEqualTo("Fix");
    assertThat(advanced.path("session").path("workflowVersion").asText()).isEqualTo("1.0.0");
    ObjectNode later = sessions.start("plain-work", ADA);
    assertThat(later.path("session").path("workflowVersion").asText()).isEqualTo("2.0.0");
    assertThat(later.path("session").path("workflowHash"))
        .isNotEqualTo(advanced.path("session").path("workflowHash"));
  }

  @Test
  void servesADocumentThatIsGoneOrThatNewerRulesRefuse() {
    ObjectNode started = sessions.start("plain-work", ADA);
    sessions.documents.set(List.of());
    sessions.catalog.reload();
    // Another process: nothing is remembered.
    SessionFixture restarted = new SessionFixture(sessions.store, "{}");
    restarted.documents.set(List.of());
    restarted.catalog.reload();

    ObjectNode advanced = restarted.proceed(token(started), notes("Looked."), ADA);
    ObjectNode complete = restarted.proceed(token(advanced), notes("Fixed and tested."), ADA);

    assertThat(complete.path("outcome").asText()).isEqualTo("complete");
    assertThatThrownBy(() -> restarted.start("plain-work", ADA)).hasMessageContaining("plain-work");
  }
}
