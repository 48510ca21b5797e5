package io.workrail.doctor;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.dropwizard.core.setup.Bootstrap;
import io.workrail.configuration.ConfigurationSource;
import io.workrail.configuration.Console;
import io.workrail.configuration.ConsoleCommand;
import io.workrail.configuration.ExitStatus;
import io.workrail.configuration.HelpText;
import io.workrail.configuration.OutputFormat;
import io.workrail.connect.ClientSnippet;
import io.workrail.connect.ClientSnippets;
import io.workrail.connect.ServerAddress;
import io.workrail.doctor.Finding.Verdict;
import io.workrail.json.StrictJson;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/**
 * {@code workrail doctor}: everything around a server that keeps it from working, each with its
 * mend, and how clients connect to it.
 */
public final class DoctorCommand extends ConsoleCommand {
  private final ConfigurationSource<Examination> source;

  /**
   * The command.
   *
   * @param source what is to be examined, also for a configuration with faults
   */
  public DoctorCommand(ConfigurationSource<Examination> source) {
    super("doctor", "examines a server and what it stands on, and says how to mend it");
    this.source = source;
  }

  /** The report for programs. */
  @JsonPropertyOrder({"status", "checks", "snippets"})
  private record Report(
      Verdict status, List<Examination.Line> checks, List<ClientSnippet> snippets) {}

  @Override
  public void configure(Subparser parser) {
    HelpText.add(
        parser,
        getDescription(),
        "doctor --format json",
        "Changes nothing, whether a server runs or not. Run it as the user of the server with its"
            + " environment, or as root. It exits with 1 when a line begins with fail.");
    ConfigurationSource.addOption(parser);
    OutputFormat.addOption(parser);
  }

  @Override
  protected ExitStatus execute(Bootstrap<?> bootstrap, Namespace arguments, Console console) {
    Examination examination = source.read(bootstrap, arguments);
    List<Examination.Line> lines = examination.run();
    Verdict worst =
        lines.stream().map(Examination.Line::status).max(Verdict::compareTo).orElse(Verdict.OK);
    List<ClientSnippet> snippets =
        examination.server().map(DoctorCommand::snippets).orElse(List.of());
    if (OutputFormat.of(arguments) == OutputFormat.JSON) {
      console.out().println(StrictJson.write(new Report(worst, lines, snippets)));
    } else {
      lines.forEach(console.out()::println);
      print(examination, snippets, console.out());
    }
    return worst == Verdict.FAIL ? ExitStatus.FAULT : ExitStatus.OK;
  }

  private static List<ClientSnippet> snippets(URI server) {
    return ClientSnippets.forThisProgram(new ServerAddress(server.resolve("/mcp"))).all();
  }

  private static void print(
      Examination examination, List<ClientSnippet> snippets, PrintStream out) {
    examination
        .server()
        .ifPresent(server -> out.printf("%nConnect clients to %s:%n%n", server.resolve("/mcp")));
    snippets.forEach(snippet -> out.println(snippet.inLines()));
  }
}
