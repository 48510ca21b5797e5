package io.workrail.audit;

import io.dropwizard.core.setup.Bootstrap;
import io.workrail.configuration.CommandFailedException;
import io.workrail.configuration.ConfigurationSource;
import io.workrail.configuration.Console;
import io.workrail.configuration.ConsoleCommand;
import io.workrail.configuration.ExitStatus;
import io.workrail.configuration.OutputFormat;
import io.workrail.json.StrictJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** {@code workrail audit verify}: says whether somebody changed the log. */
public final class AuditCommand extends ConsoleCommand {
  private final ConfigurationSource<Path> dataDirectory;
  private final List<ChainCheck> others;

  /**
   * The command.
   *
   * @param others chains that can be checked instead of the log
   */
  public AuditCommand(ConfigurationSource<Path> dataDirectory, List<ChainCheck> others) {
    super("audit", "verifies the audit log");
    this.dataDirectory = dataDirectory;
    this.others = List.copyOf(others);
  }

  @Override
  public void configure(Subparser parser) {
    Subparser verify =
        parser
            .addSubparsers()
            .dest("action")
            .metavar("verify")
            .addParser("verify")
            .description("finds changed, missing and reordered entries");
    ConfigurationSource.addOption(verify);
    verify
        .addArgument("--from")
        .type(Long.class)
        .setDefault(1L)
        .metavar("ENTRY")
        .help("the first entry that must be there, when older files were put away; 1 when missing");
    others.forEach(other -> other.addOption(verify));
    OutputFormat.addOption(verify);
  }

  @Override
  protected ExitStatus execute(Bootstrap<?> bootstrap, Namespace arguments, Console console) {
    AuditReport report =
        others.stream()
            .map(other -> other.check(bootstrap, arguments))
            .flatMap(Optional::stream)
            .findFirst()
            .orElseGet(() -> verifyLog(bootstrap, arguments));
    if (OutputFormat.of(arguments) == OutputFormat.JSON) {
      console.out().println(StrictJson.write(report));
    } else {
      print(report, console);
    }
    return report.isIntact() ? ExitStatus.OK : ExitStatus.FAULT;
  }

  private AuditReport verifyLog(Bootstrap<?> bootstrap, Namespace arguments) {
    long from = arguments.getLong("from");
    if (from < 1) {
      throw new CommandFailedException(ExitStatus.USAGE, "--from must be 1 or more");
    }
    AuditFolder folder = AuditConfiguration.folder(dataDirectory.read(bootstrap, arguments));
    AuditVerifier verifier = new AuditVerifier(folder);
    if (!verifier.isThere()) {
      throw new CommandFailedException("there is no audit log in " + folder.path());
    }
    try {
      return verifier.verify(from);
    } catch (IOException e) {
      throw new CommandFailedException(
          "the audit log in %s cannot be read; call the command as the server's user"
              .formatted(folder.path()));
    }
  }

  private static void print(AuditReport report, Console console) {
    report.faults().forEach(console.out()::println);
    report.notes().forEach(console.err()::println);
    console
        .out()
        .println(
            report.isIntact()
                ? "intact: %d entries, last hash %s".formatted(report.entries(), report.lastHash())
                : "not intact: %d faults in %d entries"
                    .formatted(report.faults().size(), report.entries()));
  }
}
