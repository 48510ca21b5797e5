package io.workrail;

import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ServerCommand;
import io.dropwizard.core.setup.Environment;
import io.workrail.configuration.CommandFailedException;
import io.workrail.configuration.HelpText;
import io.workrail.process.StopSignals;
import net.sourceforge.argparse4j.inf.Argument;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** {@code workrail server}; a start that is refused is told in words, without a stack trace. */
final class WorkRailServerCommand extends ServerCommand<WorkRailConfiguration> {
  WorkRailServerCommand(WorkRailApplication application) {
    super(application, "server", "serves, until it is stopped by SIGTERM or Ctrl-C");
  }

  @Override
  public void configure(Subparser parser) {
    super.configure(parser);
    HelpText.add(
        parser,
        getDescription(),
        "server /etc/workrail/config.yml",
        "It ends with 143 after SIGTERM, and with 1 when the start is refused.");
  }

  @Override
  protected Argument addFileArgument(Subparser parser) {
    return super.addFileArgument(parser)
        .help(
            "configuration file, also as --config FILE; else $WORKRAIL_CONFIG, ./config.yml,"
                + " /etc/workrail/config.yml");
  }

  @Override
  protected void run(
      Environment environment, Namespace arguments, WorkRailConfiguration configuration)
      throws Exception {
    StopSignals.install();
    super.run(environment, arguments, configuration);
  }

  @Override
  public void onError(Cli cli, Namespace arguments, Throwable failure) {
    if (failure instanceof CommandFailedException || failure instanceof ConfigurationException) {
      cli.getStdErr().println("workrail server: " + String.valueOf(failure.getMessage()).strip());
      cli.getStdErr().flush();
    } else {
      super.onError(cli, arguments, failure);
    }
  }
}
