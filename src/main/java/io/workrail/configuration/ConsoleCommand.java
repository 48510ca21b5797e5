package io.workrail.configuration;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.Command;
import io.dropwizard.core.setup.Bootstrap;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import net.sourceforge.argparse4j.inf.Namespace;

/**
 * A command for people and pipes: results on standard output, talk on standard error, no stack
 * trace, and an exit status that means something.
 */
public abstract class ConsoleCommand extends Command {
  protected ConsoleCommand(String name, String description) {
    super(name, description);
  }

  /**
   * Does the work.
   *
   * @throws CommandFailedException to end with a sentence
   */
  protected abstract ExitStatus execute(
      Bootstrap<?> bootstrap, Namespace arguments, Console console) throws Exception;

  @Override
  public final void run(Bootstrap<?> bootstrap, Namespace arguments) throws Exception {
    Console console = new Console(utf8(FileDescriptor.out), utf8(FileDescriptor.err));
    ExitStatus status = execute(bootstrap, arguments, console);
    if (status != ExitStatus.OK) {
      throw new CommandFailedException(status, "");
    }
  }

  @Override
  public final void onError(Cli cli, Namespace arguments, Throwable failure) {
    String message = String.valueOf(failure.getMessage()).strip();
    if (!message.isEmpty()) {
      cli.getStdErr().println("workrail " + getName() + ": " + message);
      cli.getStdErr().flush();
    }
  }

  /** Results are UTF-8 whatever the locale of the terminal says. */
  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
