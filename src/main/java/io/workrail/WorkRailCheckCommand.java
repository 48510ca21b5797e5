package io.workrail;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.dropwizard.core.setup.Bootstrap;
import io.workrail.configuration.CommandFailedException;
import io.workrail.configuration.ConfigurationProblem;
import io.workrail.configuration.ConfigurationSource;
import io.workrail.configuration.Console;
import io.workrail.configuration.ConsoleCommand;
import io.workrail.configuration.ExitStatus;
import io.workrail.configuration.HelpText;
import io.workrail.configuration.LoadedConfiguration;
import io.workrail.configuration.OutputFormat;
import io.workrail.json.StrictJson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jspecify.annotations.Nullable;

/**
 * {@code workrail check}: reads the configuration as the server would, and says all that is wrong
 * with it, or what a start would do. Unlike Dropwizard's, it opens no log: run by root, that would
 * leave files that the server's own user cannot write.
 */
final class WorkRailCheckCommand extends ConsoleCommand {
  private static final String FILE = "file";
  private static final String CONFIG = "config";

  WorkRailCheckCommand() {
    super("check", "checks the configuration without starting anything");
  }

  @Override
  public void configure(Subparser parser) {
    HelpText.add(parser, getDescription(), "check /etc/workrail/config.yml");
    parser
        .addArgument("file")
        .dest(FILE)
        .metavar("FILE")
        .nargs("?")
        .help("configuration file, as with --config");
    ConfigurationSource.addOption(parser);
    OutputFormat.addOption(parser);
  }

  @Override
  protected ExitStatus execute(Bootstrap<?> bootstrap, Namespace arguments, Console console)
      throws Exception {
    LoadedConfiguration<WorkRailConfiguration> loaded =
        ConfigurationReader.examine(bootstrap, withFile(arguments));
    if (OutputFormat.of(arguments) == OutputFormat.JSON) {
      console.out().println(StrictJson.write(Report.of(loaded)));
      return loaded.problems().isEmpty() ? ExitStatus.OK : ExitStatus.FAULT;
    }
    WorkRailConfiguration configuration = loaded.require();
    console.out().println("The configuration is fine: " + loaded.file());
    plan(configuration).lines().forEach(console.out()::println);
    return ExitStatus.OK;
  }

  private static StartPlan plan(WorkRailConfiguration configuration) {
    return new StartPlan(configuration, ConfigurationReader.SECRETS);
  }

  /** The file may be the argument or the option. */
  private static Namespace withFile(Namespace arguments) {
    String file = arguments.getString(FILE);
    if (file == null) {
      return arguments;
    }
    if (arguments.getString(CONFIG) != null) {
      throw new CommandFailedException(
          ExitStatus.USAGE, "name one file, as the argument or with --config");
    }
    Map<String, Object> all = new HashMap<>(arguments.getAttrs());
    all.put(CONFIG, file);
    return new Namespace(all);
  }

  /** One line of the result; the value is null when there is none, or it is a secret. */
  @JsonPropertyOrder({"key", "variables", "value", "message"})
  private record Problem(
      String key, List<String> variables, @Nullable String value, String message) {
    static Problem of(ConfigurationProblem problem) {
      return new Problem(
          problem.key(), problem.variables(), problem.value().orElse(null), problem.message());
    }
  }

  /**
   * The result for programs.
   *
   * @param start what a start would do; empty when it would be refused
   */
  @JsonPropertyOrder({"file", "valid", "problems", "start", "warnings"})
  private record Report(
      String file,
      boolean valid,
      List<Problem> problems,
      Map<String, String> start,
      List<String> warnings) {
    static Report of(LoadedConfiguration<WorkRailConfiguration> loaded) {
      List<ConfigurationProblem> problems = loaded.problems();
      Optional<StartPlan> plan =
          loaded.configuration().filter(fine -> problems.isEmpty()).map(WorkRailCheckCommand::plan);
      return new Report(
          loaded.file(),
          problems.isEmpty(),
          problems.stream().map(Problem::of).toList(),
          plan.map(StartPlan::values).orElse(Map.of()),
          plan.map(StartPlan::warnings).orElse(List.of()));
    }
  }
}
