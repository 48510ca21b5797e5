package io.workrail.session.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.workrail.configuration.CommandFailedException;
import io.workrail.configuration.Console;
import io.workrail.configuration.ExitStatus;
import io.workrail.session.SessionAccess;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.stream.Stream;
import net.sourceforge.argparse4j.ArgumentParsers;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.ArgumentParserException;

/** What a person sees of {@code workrail sessions}. */
public record SessionsCommandRun(ExitStatus status, String out, String err) {
  /** Runs the command as the shell would. */
  public static SessionsCommandRun of(SessionAccess access, Clock clock, String... arguments) {
    SessionsCommand command = new SessionsCommand((bootstrap, parsed) -> access, clock);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    ExitStatus status;
    try {
      ArgumentParser parser = ArgumentParsers.newFor("workrail").build();
      command.configure(parser.addSubparsers().addParser("sessions"));
      String[] all =
          Stream.concat(Stream.of("sessions"), Stream.of(arguments)).toArray(String[]::new);
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
    return new SessionsCommandRun(status, out.toString(UTF_8), err.toString(UTF_8));
  }

  private static Bootstrap<Configuration> bootstrap() {
    return new Bootstrap<>(
        new Application<>() {
          @Override
          public void run(Configuration configuration, Environment environment) {}
        });
  }
}
