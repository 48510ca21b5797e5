package io.workrail.benchmark;

import io.dropwizard.core.setup.Bootstrap;
import io.workrail.benchmark.server.Machine;
import io.workrail.configuration.CommandFailedException;
import io.workrail.configuration.Console;
import io.workrail.configuration.ConsoleCommand;
import io.workrail.configuration.ExitStatus;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** {@code scripts/benchmark}: runs scenarios and prints what they found as Markdown. */
final class BenchmarkCommand extends ConsoleCommand {
  private final List<Scenario> scenarios;

  BenchmarkCommand(List<Scenario> scenarios) {
    super("benchmark", "measures this build of WorkRail against a baseline in the same run");
    this.scenarios = List.copyOf(scenarios);
  }

  @Override
  public void configure(Subparser parser) {
    parser
        .addArgument("scenario")
        .nargs("*")
        .help("what to measure; everything but the soak when none is named");
    parser
        .addArgument("--list")
        .action(Arguments.storeTrue())
        .help("name the scenarios and what they measure");
    number(parser, "--rounds", 5, 1, 50, "turns of each side of a comparison");
    number(parser, "--seconds", 5, 1, 60, "length of a turn");
    number(parser, "--warm-up", 30, 0, 120, "longest warm-up of each side in seconds");
    number(parser, "--clients", 32, 1, 1000, "clients that talk at the same time");
    number(parser, "--minutes", 5, 1, 120, "length of the soak");
  }

  private static void number(
      Subparser parser, String option, int standard, int least, int most, String help) {
    parser
        .addArgument(option)
        .type(Integer.class)
        .choices(Arguments.range(least, most))
        .metavar("N")
        .setDefault(standard)
        .help("%s (%d to %d, else %d)".formatted(help, least, most, standard));
  }

  @Override
  protected ExitStatus execute(Bootstrap<?> bootstrap, Namespace arguments, Console console)
      throws Exception {
    if (arguments.getBoolean("list")) {
      scenarios.forEach(
          scenario -> console.out().printf("%-16s%s%n", scenario.name(), scenario.purpose()));
      return ExitStatus.OK;
    }
    List<Scenario> chosen = choose(arguments.getList("scenario"));
    Settings settings = settings(arguments);
    console.out().println("Machine: " + Machine.describe() + "\n");
    boolean good = true;
    for (Scenario scenario : chosen) {
      console.err().println("Measuring " + scenario.name() + " ...");
      Report report = scenario.run(settings);
      print(scenario, report, console.out());
      good &= report.isGood();
    }
    return good ? ExitStatus.OK : ExitStatus.FAULT;
  }

  private static void print(Scenario scenario, Report report, PrintStream out) {
    out.printf("### %s%n%n%s.%n%n%s%n%n", scenario.name(), scenario.purpose(), report.table());
    report.verdicts().forEach(out::println);
    out.println();
  }

  private List<Scenario> choose(List<String> names) {
    if (names.isEmpty()) {
      return scenarios.stream().filter(Scenario::isShort).toList();
    }
    return names.stream().map(this::require).toList();
  }

  private Scenario require(String name) {
    return scenarios.stream()
        .filter(scenario -> scenario.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailedException(
                    ExitStatus.USAGE,
                    "there is no scenario \"%s\"; there are %s"
                        .formatted(name, scenarios.stream().map(Scenario::name).toList())));
  }

  private static Settings settings(Namespace arguments) {
    return new Settings(
        arguments.getInt("rounds"),
        Duration.ofSeconds(arguments.getInt("seconds")),
        Duration.ofSeconds(arguments.getInt("warm_up")),
        arguments.getInt("clients"),
        Duration.ofMinutes(arguments.getInt("minutes")));
  }
}
