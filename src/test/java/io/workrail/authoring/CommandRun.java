package io.workrail.authoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.cli.Command;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.workrail.configuration.CommandFailedException;
import io.workrail.configuration.Console;
import io.workrail.configuration.ExitStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import net.sourceforge.argparse4j.ArgumentParsers;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.ArgumentParserException;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** What a person sees of a command. */
record CommandRun(ExitStatus status, String out, String err) {
  private interface Execution {
    ExitStatus execute(Bootstrap<?> bootstrap, Namespace arguments, Console console)
        throws Exception;
  }

  static CommandRun validate(String... arguments) {
    ValidateWorkflowsCommand command = new ValidateWorkflowsCommand();
    return run(command, command::execute, arguments);
  }

  static CommandRun walk(String... arguments) {
    WalkCommand command = new WalkCommand();
    return run(command, command::execute, arguments);
  }

  List<String> lines() {
    return out.lines().toList();
  }

  private static CommandRun run(Command command, Execution execution, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    ExitStatus status;
    try {
      status = execution.execute(bootstrap(), parse(command, arguments), console);
    } catch (CommandFailedException e) {
      status = e.status();
      console.err().println(e.getMessage());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return new CommandRun(status, out.toString(UTF_8), err.toString(UTF_8));
  }

  private static Namespace parse(Command command, String... arguments)
      throws ArgumentParserException {
    ArgumentParser parser = ArgumentParsers.newFor("workrail").build();
    Subparser subparser = parser.addSubparsers().addParser(command.getName());
    command.configure(subparser);
    String[] all = new String[arguments.length + 1];
    all[0] = command.getName();
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return parser.parseArgs(all);
  }

  private static Bootstrap<Configuration> bootstrap() {
    return new Bootstrap<>(
        new Application<>() {
          @Override
          public void run(Configuration configuration, Environment environment) {}
        });
  }
}
