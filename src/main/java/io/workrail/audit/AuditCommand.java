package io.workrail.audit;

import io.dropwizard.core.setup.Bootstrap;
import io.workrail.configuration.CommandFailedException;
import io.workrail.configuration.ConfigurationSource;
import io.workrail.configuration.Console;
import io.workrail.configuration.ConsoleCommand;
import io.workrail.configuration.ExitStatus;
import io.workrail.configuration.HelpText;
import io.workrail.configuration.OutputFormat;
import io.workrail.configuration.PlainText;
import io.workrail.json.StrictJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** {@code workrail audit verify}: says whether somebody changed the log, or another history. */
public final class AuditCommand extends ConsoleCommand {
  private static final String LOG = "log";

  private final ConfigurationSource<Path> dataDirectory;
  private final List<ChainCheck> others;

  /**
   * The command.
   *
   * @param others chains that are checked with the log
   */
  public AuditCommand(ConfigurationSource<Path> dataDirectory, List<ChainCheck> others) {
    super("audit", "verifies the audit log and the histories of sessions");
    this.dataDirectory = dataDirectory;
    this.others = List.copyOf(others);
  }

  @Override
  public void configure(Subparser parser) {
    HelpText.add(parser, getDescription(), "audit verify");
    Subparser verify = parser.addSubparsers().dest("action").metavar("verify").addParser("verify");
    HelpText.add(verify, "finds changed, missing and reordered entries", "audit verify --from 1");
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
    Map<String, AuditReport> reports = new LinkedHashMap<>();
    for (ChainCheck other : others) {
      other.checkOne(bootstrap, arguments).ifPresent(report -> reports.put(other.name(), report));
    }
    if (reports.isEmpty()) {
      reports.put(LOG, verifyLog(bootstrap, arguments));
      others.forEach(other -> reports.put(other.name(), other.checkAll(bootstrap, arguments)));
    }
    if (OutputFormat.of(arguments) == OutputFormat.JSON) {
      console.out().println(StrictJson.write(reports));
    } else {
      reports.forEach((name, report) -> print(name, report, console));
    }
    return reports.values().stream().allMatch(AuditReport::isIntact)
        ? ExitStatus.OK
        : ExitStatus.FAULT;
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

  private static void print(String name, AuditReport report, Console console) {
    report.faults().forEach(console.out()::println);
    report.notes().forEach(console.err()::println);
    String entries = PlainText.count(report.entries(), "entry");
    String found =
        report.isIntact()
            ? "%s intact: %s".formatted(name, entries)
            : "%s not intact: %s in %s"
                .formatted(name, PlainText.count(report.faults().size(), "fault"), entries);
    boolean oneChain = report.isIntact() && !report.lastHash().isEmpty();
    console.out().println(oneChain ? found + ", last hash " + report.lastHash() : found);
  }
}
