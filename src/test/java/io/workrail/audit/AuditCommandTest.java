package io.workrail.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dropwizard.core.setup.Bootstrap;
import io.workrail.SettableClock;
import io.workrail.WorkRailApplication;
import io.workrail.configuration.CommandFailedException;
import io.workrail.configuration.Console;
import io.workrail.configuration.ExitStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.sourceforge.argparse4j.ArgumentParsers;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.ArgumentParserException;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {
  @TempDir Path data;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

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
    assertThat(run("verify")).isEqualTo(ExitStatus.OK);
    assertThat(out.toString(UTF_8))
        .matches("log intact: 2 entries, last hash [0-9a-f]{64}\nothers intact: 30 entries\n");
  }

  @Test
  void aChangedLogEndsWithOneAndNamesTheLine() throws Exception {
    Path file = data.resolve("audit/audit.jsonl");
    Files.writeString(file, Files.readString(file).replace("test.one", "test.six"));
    assertThat(run("verify")).isEqualTo(ExitStatus.FAULT);
    assertThat(out.toString(UTF_8))
        .isEqualTo(
            "audit.jsonl:1: entry 1 was changed\nlog not intact: 1 faults in 2 entries\n"
                + "others intact: 30 entries\n");
  }

  @Test
  void theReportCanBeJson() throws Exception {
    assertThat(run("verify", "--format", "json")).isEqualTo(ExitStatus.OK);
    assertThat(out.toString(UTF_8)).startsWith("{\"log\":{\"entries\":2,\"lastHash\":\"");
  }

  @Test
  void anotherChainCanBeCheckedInstead() throws Exception {
    assertThat(run("verify", "--other", "abc")).isEqualTo(ExitStatus.OK);
    assertThat(out.toString(UTF_8)).isEqualTo("others intact: 7 entries, last hash abc\n");
  }

  @Test
  void wrongUsageIsRefused() {
    assertThatExceptionOfType(ArgumentParserException.class).isThrownBy(() -> run("check"));
    assertThatExceptionOfType(CommandFailedException.class)
        .isThrownBy(() -> run("verify", "--from", "0"))
        .satisfies(failure -> assertThat(failure.status()).isEqualTo(ExitStatus.USAGE));
  }

  @Test
  void aMissingLogIsNamed() {
    Path nowhere = data.resolve("nowhere");
    assertThatExceptionOfType(CommandFailedException.class)
        .isThrownBy(() -> run(nowhere, "verify"))
        .withMessageContaining(nowhere.toString());
  }

  private ExitStatus run(String... arguments) throws Exception {
    return run(data, arguments);
  }

  private ExitStatus run(Path folder, String... arguments) throws Exception {
    AuditCommand command =
        new AuditCommand((bootstrap, parsed) -> folder, List.of(new OtherChain()));
    ArgumentParser parser = ArgumentParsers.newFor("workrail").build();
    Subparser subparser = parser.addSubparsers().addParser("audit");
    command.configure(subparser);
    String[] all = new String[arguments.length + 1];
    all[0] = "audit";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    Console console =
        new Console(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    return command.execute(
        new Bootstrap<>(new WorkRailApplication()), parser.parseArgs(all), console);
  }
}
