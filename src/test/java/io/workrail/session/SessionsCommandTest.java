package io.workrail.session;

import static io.workrail.session.SessionFixture.agent;
import static io.workrail.session.SessionFixture.notes;
import static io.workrail.session.SessionFixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.audit.AuditConfiguration;
import io.workrail.configuration.CommandRun;
import io.workrail.configuration.ExitStatus;
import io.workrail.session.command.SessionsCommand;
import io.workrail.storage.Database;
import io.workrail.storage.DatabaseConfiguration;
import io.workrail.storage.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on the file of a database that a server is writing to. */
class SessionsCommandTest {
  private static final Requester ADA = agent("ada");
  private static final String SETTINGS = "{\"confirmation\":\"approve\"}";

  @TempDir Path folder;

  private Database server;
  private SessionFixture sessions;
  private ObjectNode started;
  private String id;

  @BeforeEach
  void work() {
    server = TestDatabase.sqlite(folder);
    sessions = new SessionFixture(new JdbiSessionStore(server), SETTINGS);
    started = sessions.start("confirmed-work", ADA);
    id = SessionFixture.id(started).value();
    sessions.proceed(token(started), notes("The plan.\u001b[2J"), ADA);
  }

  @AfterEach
  void close() {
    server.stop();
  }

  @Test
  void listsAndShowsWhatWaits() {
    sessions.start("plain-work", agent("bob"));

    CommandRun all = run("list");
    assertThat(all.status()).isEqualTo(ExitStatus.OK);
    assertThat(all.out().lines()).hasSize(2);
    assertThat(run("list", "--owner", "bob").out()).contains("plain-work").doesNotContain(id);
    CommandRun waiting = run("list", "--status", "awaiting_confirmation");
    assertThat(waiting.out()).contains(id).contains("Make it work").hasLineCount(1);
    CommandRun page = run("list", "--limit", "1", "--format", "json");
    assertThat(json(page.out()).path("items")).hasSize(1);
    String cursor = json(page.out()).path("nextCursor").asText();
    assertThat(run("list", "--cursor", cursor).out()).contains(id).hasLineCount(1);

    assertThat(run("show", id).out())
        .contains("pendingStep      plan (Plan)")
        .contains(open().id())
        .contains("The plan.")
        .doesNotContain("\u001b");
    assertThat(
            json(run("show", id, "--format", "json").out())
                .path("pendingSubmission")
                .path("id")
                .asText())
        .isEqualTo(open().id());
    assertThat(run("report", id).out()).startsWith("# Confirmed work\n");
  }

  @Test
  void showsAllThatWasHandedInAndNothingActsOnTheTerminal() {
    ObjectNode work = SessionFixture.object(notes("First line.\nSecond\u001b]0;title\u0007 line."));
    work.put("output", "Planned.");
    work.putArray("artifacts").addObject().put("name", "plan.md").put("content", "# Plan\u009b2J");
    work.putObject("context").put("risk", "high");
    ObjectNode next = sessions.start("confirmed-work", ADA);
    sessions.proceed(token(next), work.toString(), ADA);

    String shown = run("show", SessionFixture.id(next).value()).out();

    assertThat(shown)
        .contains("notes:\n  First line.\n  Second]0;title line.\n")
        .contains("output:\n  Planned.\n")
        .contains("artifact plan.md:\n  # Plan2J\n")
        .contains("context:\n  {\"risk\":\"high\"}\n")
        .doesNotContain("\u001b", "\u0007", "\u009b");
  }

  @Test
  void saysThatThereIsNothingOrMore() {
    assertThat(run("list", "--owner", "nobody").err()).isEqualTo("no session\n");
    sessions.start("plain-work", ADA);
    assertThat(run("list", "--limit", "1").err()).startsWith("there are more: --cursor ");
  }

  @Test
  void anExportIsCompleteAndInOrder() {
    for (int i = 0; i < 30; i++) {
      sessions.checkpoint(token(started), "Note " + i, ADA);
    }

    List<JsonNode> lines = run("export", id).out().lines().map(SessionFixture::json).toList();

    assertThat(lines.get(0).path("record").asText()).isEqualTo("session");
    assertThat(lines.get(0).path("headHash").asText()).isEqualTo(sessions.row(started).headHash());
    assertThat(lines.get(1).path("record").asText()).isEqualTo("workflow");
    assertThat(lines.get(1).path("document").path("id").asText()).isEqualTo("confirmed-work");
    List<JsonNode> events = lines.subList(2, lines.size());
    assertThat(events).hasSize(32);
    List<SessionEvent> stored = sessions.events(started);
    for (int i = 0; i < events.size(); i++) {
      assertThat(events.get(i).path("seq").asInt()).isEqualTo(i + 1);
      assertThat(events.get(i).path("hash").asText()).isEqualTo(stored.get(i).hash());
      assertThat(events.get(i).path("payload").toString()).isEqualTo(stored.get(i).payload());
    }
  }

  @Test
  void approvesBesideARunningServerAndTheAgentGoesOn() throws IOException {
    CommandRun approved =
        run("approve", id, open().id(), "--as", "eve", "--comment", "Good", "--format", "json");

    assertThat(approved.status()).as(approved.err()).isEqualTo(ExitStatus.OK);
    assertThat(json(approved.out()).path("pendingStep").path("stepId").asText()).isEqualTo("build");
    ObjectNode polled = sessions.proceed(token(started), notes("The plan.\u001b[2J"), ADA);
    assertThat(polled.path("outcome").asText()).isEqualTo("advanced");
    SessionEvent event = sessions.events(started).get(2);
    assertThat(event.actor()).isEqualTo("eve");
    assertThat(event.client())
        .hasValueSatisfying(client -> assertThat(client).contains(System.getProperty("user.name")));
    assertThat(auditLog()).contains("session.decided").contains("\"as\":\"eve\"");
  }

  @Test
  void rejectsWithAComment() {
    assertThat(
            run("reject", id, open().id(), "--as", "eve", "--comment", "Name the risks").status())
        .isEqualTo(ExitStatus.OK);

    ObjectNode polled = sessions.proceed(token(started), notes("The plan.\u001b[2J"), ADA);
    assertThat(polled.path("issues").path(0).asText()).contains("Name the risks");
  }

  @Test
  void fourEyesHoldAndALateWordIsRefused() {
    String submission = open().id();
    CommandRun own = run("approve", id, submission, "--as", "ada");
    assertThat(own.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(own.err()).contains("sessions.fourEyes");
    assertThat(run("approve", id, submission).status()).isEqualTo(ExitStatus.USAGE);
    assertThat(run("approve", id, submission, "--as", " ").status()).isEqualTo(ExitStatus.USAGE);

    run("approve", id, submission, "--as", "eve");
    CommandRun late = run("reject", id, submission, "--as", "eve");
    assertThat(late.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(late.err()).contains("approved already");
  }

  @Test
  void deletesOnlyWhenToldTo() throws IOException {
    CommandRun asked = run("delete", id);
    assertThat(asked.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(asked.err()).contains("--yes").contains("confirmed-work");
    assertThat(sessions.store.find(new SessionId(id))).isPresent();

    String head = sessions.row(started).headHash();
    CommandRun deleted = run("delete", id, "--yes");
    assertThat(deleted.status()).isEqualTo(ExitStatus.OK);
    assertThat(sessions.store.find(new SessionId(id))).isEmpty();
    assertThat(auditLog())
        .contains("session.deleting")
        .contains("session.deleted")
        .contains(head)
        .contains("command (" + System.getProperty("user.name") + ")");
    assertThat(run("delete", id, "--yes").err()).contains("no such session");
    ObjectNode other = sessions.start("plain-work", ADA);
    JsonNode report =
        json(run("delete", SessionFixture.id(other).value(), "--yes", "--format", "json").out());
    assertThat(report.path("deleted").asText()).isEqualTo(SessionFixture.id(other).value());
    assertThat(report.path("headHash").asText()).hasSize(64);
  }

  @Test
  void tidiesWhatIsDue() throws IOException {
    sessions.clock.advance(Duration.ofDays(31));
    assertThat(run("tidy").out()).isEqualTo("abandoned 1, deleted 0\n");
    sessions.clock.advance(Duration.ofDays(91));
    assertThat(run("tidy", "--format", "json").out())
        .isEqualTo("{\"abandoned\":0,\"deleted\":1}\n");
    assertThat(auditLog()).contains("session.ended").contains("session.deleted");
  }

  @Test
  void wrongCallsAreRefusedInASentence() {
    assertThat(run("show", "ses_x").err())
        .isEqualTo("there is no such session or submission: ses_x\n");
    assertThat(run("list", "--status", "open").status()).isEqualTo(ExitStatus.USAGE);
    assertThat(run("list", "--cursor", "%").err()).contains("cursor");
    assertThat(run("burn").status()).isEqualTo(ExitStatus.USAGE);
    Path nowhere = folder.resolve("nowhere");
    CommandRun missing = CommandRun.of(command(access(nowhere)), "list");
    assertThat(missing.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(missing.err()).contains(nowhere.toString()).contains("DATA_DIR");
    assertThat(nowhere).doesNotExist();
  }

  private CommandRun run(String... arguments) {
    return CommandRun.of(command(access(folder)), arguments);
  }

  private SessionsCommand command(SessionAccess access) {
    return new SessionsCommand((bootstrap, parsed) -> access, sessions.clock);
  }

  private static SessionAccess access(Path data) {
    return new SessionAccess(
        SessionFixture.settings(SETTINGS),
        new DatabaseConfiguration(),
        new AuditConfiguration(),
        data);
  }

  private Submission open() {
    return sessions.store.findOpenSubmission(new SessionId(id)).orElseThrow();
  }

  private String auditLog() throws IOException {
    return Files.readString(folder.resolve("audit/audit.jsonl"));
  }

  private static JsonNode json(String text) {
    return SessionFixture.json(text);
  }
}
