package io.workrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.Command;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.util.JarLocation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each command, and each of its actions, says what it does, how it ends, and shows a call. */
class CommandHelpTest {
  private static final Pattern ACTION = Pattern.compile("(?m)^    ([a-z]+) {3,}\\S");

  @Test
  void everyCommandAndActionExplainsItself() {
    List<String> commands = bootstrap().getCommands().stream().map(Command::getName).toList();
    assertThat(commands).contains("server", "check", "doctor", "sessions", "token");
    for (String command : commands) {
      String help = help(command);
      assertThat(help("")).as("the list of all").containsPattern("(?m)^    " + command + "\\s");
      assertExplains(help, command);
      ACTION
          .matcher(help)
          .results()
          .map((MatchResult found) -> found.group(1))
          .forEach(action -> assertExplains(help(command, action), command + " " + action));
    }
    assertThat(help("sessions")).containsPattern(ACTION);
  }

  /** Help is set in lines of even length. */
  private static void assertExplains(String help, String call) {
    assertThat(help.replaceAll("\\s+", " "))
        .as(help)
        .contains("Exit status: 0 when all is well, 1 when", "2 for wrong usage")
        .contains("Example: workrail " + call);
  }

  /** The help of an action is printed by the parser itself. */
  private static String help(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String[] all =
        Stream.concat(Stream.of(words), Stream.of("--help"))
            .filter(word -> !word.isEmpty())
            .toArray(String[]::new);
    PrintStream before = System.out;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      assertThat(new Cli(new JarLocation(CommandHelpTest.class), bootstrap(), out, out).run(all))
          .isEmpty();
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Bootstrap<WorkRailConfiguration> bootstrap() {
    WorkRailApplication application = new WorkRailApplication();
    Bootstrap<WorkRailConfiguration> bootstrap = new Bootstrap<>(application);
    bootstrap.addCommand(new WorkRailServerCommand(application));
    bootstrap.addCommand(new WorkRailCheckCommand());
    Commands.addTo(bootstrap, Clock.systemUTC());
    return bootstrap;
  }
}
