package io.workrail;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ServerCommand;
import io.workrail.configuration.CommandFailedException;
import net.sourceforge.argparse4j.inf.Namespace;

/** {@code workrail server}; a start that is refused is told in one sentence. */
final class WorkRailServerCommand extends ServerCommand<WorkRailConfiguration> {
  WorkRailServerCommand(WorkRailApplication application) {
    super(application);
  }

  @Override
  public void onError(Cli cli, Namespace arguments, Throwable failure) {
    if (failure instanceof CommandFailedException refused) {
      cli.getStdErr().println("workrail server: " + refused.getMessage());
      cli.getStdErr().flush();
    } else {
      super.onError(cli, arguments, failure);
    }
  }
}
