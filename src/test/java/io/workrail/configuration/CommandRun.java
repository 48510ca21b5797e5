package io.workrail.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;
import net.sourceforge.argparse4j.ArgumentParsers;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.ArgumentParserException;

/** What a person sees of a command. */
public record CommandRun(ExitStatus status, String out, String err) {
  /** Runs the command as the shell would, in this process. */
  public static CommandRun of(ConsoleCommand command, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    ExitStatus status;
    try {
      ArgumentParser parser = ArgumentParsers.newFor("workrail").build();
      command.configure(parser.addSubparsers().addParser(command.getName()));
      String[] all =
          Stream.concat(Stream.of(command.getName()), Stream.of(arguments)).toArray(String[]::new);
      status = command.execute(bootstrap(), parser.parseArgs(all), console);
    } catch (CommandFailedException e) {
      status = e.status();
      console.err().println(e.getMessage());
    } catch (ArgumentParserException e) {
      status = ExitStatus.USAGE;
      console.err().println(e.getMessage());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return new CommandRun(status, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** The results, line by line. */
  public List<String> lines() {
    return out.lines().toList();
  }

  private static Bootstrap<Configuration> bootstrap() {
    return new Bootstrap<>(
        new Application<>() {
          @Override
          public void run(Configuration configuration, Environment environment) {}
        });
  }
}
