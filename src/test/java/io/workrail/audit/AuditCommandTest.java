package io.workrail.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.core.setup.Bootstrap;
import io.workrail.SettableClock;
import io.workrail.configuration.CommandRun;
import io.workrail.configuration.ExitStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {
  @TempDir Path data;

  /** Stands for a chain of another feature. */
  private static final class OtherChain implements ChainCheck {
    @Override
    public String name() {
      return "others";
    }

    @Override
    public void addOption(Subparser verify) {
      verify.addArgument("--other");
    }

    @Override
    public Optional<AuditReport> checkOne(Bootstrap<?> bootstrap, Namespace arguments) {
      return Optional.ofNullable(arguments.getString("other"))
          .map(hash -> new AuditReport(7, hash, List.of(), List.of()));
    }

    @Override
    public AuditReport checkAll(Bootstrap<?> bootstrap, Namespace arguments) {
      return new AuditReport(30, "", List.of(), List.of());
    }
  }

  @BeforeEach
  void writeSomething() {
    AuditLog log = new AuditConfiguration().forCommand(data, new SettableClock());
    log.record(AuditEvent.of("test.one"));
    log.record(AuditEvent.of("test.two"));
  }

  @Test
  void anIntactLogEndsWithZeroAndItsLastHash() throws Exception {
    CommandRun run = run("verify");
    assertThat(run.status()).isEqualTo(ExitStatus.OK);
    assertThat(run.out())
        .matches("log intact: 2 entries, last hash [0-9a-f]{64}\nothers intact: 30 entries\n");
  }

  @Test
  void aChangedLogEndsWithOneAndNamesTheLine() throws Exception {
    Path file = data.resolve("audit/audit.jsonl");
    Files.writeString(file, Files.readString(file).replace("test.one", "test.six"));
    CommandRun run = run("verify");
    assertThat(run.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(run.out())
        .isEqualTo(
            "audit.jsonl:1: entry 1 was changed\nlog not intact: 1 fault in 2 entries\n"
                + "others intact: 30 entries\n");
  }

  @Test
  void theReportCanBeJson() throws Exception {
    CommandRun run = run("verify", "--format", "json");
    assertThat(run.status()).isEqualTo(ExitStatus.OK);
    assertThat(run.out()).startsWith("{\"log\":{\"entries\":2,\"lastHash\":\"");
  }

  @Test
  void anotherChainCanBeCheckedInstead() throws Exception {
    CommandRun run = run("verify", "--other", "abc");
    assertThat(run.status()).isEqualTo(ExitStatus.OK);
    assertThat(run.out()).isEqualTo("others intact: 7 entries, last hash abc\n");
  }

  @Test
  void wrongUsageIsRefused() {
    assertThat(run("check").status()).isEqualTo(ExitStatus.USAGE);
    assertThat(run("verify", "--from", "0").status()).isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void aMissingLogIsNamed() {
    Path nowhere = data.resolve("nowhere");
    CommandRun run = run(nowhere, "verify");
    assertThat(run.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(run.err()).contains(nowhere.toString());
  }

  private CommandRun run(String... arguments) {
    return run(data, arguments);
  }

  private static CommandRun run(Path folder, String... arguments) {
    return CommandRun.of(
        new AuditCommand((bootstrap, parsed) -> folder, List.of(new OtherChain())), arguments);
  }
}
