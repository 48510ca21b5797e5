package io.workrail.session;

import static io.workrail.session.SessionFixture.agent;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.SettableClock;
import io.workrail.audit.AuditCommand;
import io.workrail.audit.AuditConfiguration;
import io.workrail.audit.AuditEvent;
import io.workrail.configuration.CommandRun;
import io.workrail.configuration.ExitStatus;
import io.workrail.session.command.SessionChainCheck;
import io.workrail.storage.Database;
import io.workrail.storage.DatabaseConfiguration;
import io.workrail.storage.OpenDatabase;
import io.workrail.storage.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code workrail audit verify} with the histories of sessions. */
class SessionChainCheckTest {
  @TempDir Path folder;

  @RegisterExtension
  final OpenDatabase database = new OpenDatabase(() -> TestDatabase.sqlite(folder));

  private String id = "";
  private String other = "";

  @BeforeEach
  void work() {
    SessionFixture sessions = new SessionFixture(new JdbiSessionStore(database.get()), "{}");
    ObjectNode started = sessions.start("plain-work", agent("ada"));
    sessions.checkpoint(SessionFixture.token(started), "A note.", agent("ada"));
    id = SessionFixture.id(started).value();
    other = SessionFixture.id(sessions.start("plain-work", agent("bob"))).value();
    new AuditConfiguration()
        .forCommand(folder, new SettableClock())
        .record(AuditEvent.of("test.one"));
  }

  @Test
  void allHistoriesAreCheckedWithTheLog() {
    CommandRun intact = run();
    assertThat(intact.status()).as(intact.err()).isEqualTo(ExitStatus.OK);
    assertThat(intact.out()).contains("log intact: 1 entry", "sessions intact: 3 entries");

    change(database.get());
    CommandRun changed = run();
    assertThat(changed.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(changed.out()).contains("log intact", "sessions not intact: ", id);
  }

  @Test
  void oneHistoryIsCheckedAlone() {
    change(database.get());
    assertThat(run("--session", id).status()).isEqualTo(ExitStatus.FAULT);
    CommandRun intact = run("--session", other);
    assertThat(intact.status()).isEqualTo(ExitStatus.OK);
    assertThat(intact.out()).startsWith("sessions intact: 1 entry, last hash ");
    assertThat(run("--session", "ses_x").err()).isEqualTo("there is no session ses_x\n");
  }

  private void change(Database database) {
    database.write(
        handle ->
            handle.execute(
                "UPDATE session_events SET payload = '{}' WHERE session_id = ? AND seq = 2", id));
  }

  private CommandRun run(String... options) {
    SessionAccess access =
        new SessionAccess(
            SessionFixture.settings("{}"),
            new DatabaseConfiguration(),
            new AuditConfiguration(),
            folder);
    AuditCommand command =
        new AuditCommand(
            (bootstrap, arguments) -> folder,
            List.of(new SessionChainCheck((bootstrap, arguments) -> access, new SettableClock())));
    String[] all = new String[options.length + 1];
    all[0] = "verify";
    System.arraycopy(options, 0, all, 1, options.length);
    return CommandRun.of(command, all);
  }
}
