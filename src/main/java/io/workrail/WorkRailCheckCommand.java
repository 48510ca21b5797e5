package io.workrail;

import io.dropwizard.core.setup.Bootstrap;
import io.workrail.configuration.Console;
import io.workrail.configuration.ConsoleCommand;
import io.workrail.configuration.ExitStatus;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/**
 * {@code workrail check}: reads the configuration as the server would. Unlike Dropwizard's, it
 * opens no log: run by root, that would leave files that the server's own user cannot write.
 */
final class WorkRailCheckCommand extends ConsoleCommand {
  WorkRailCheckCommand() {
    super("check", "checks the configuration without starting anything");
  }

  @Override
  public void configure(Subparser parser) {
    parser
        .addArgument("file")
        .dest("config")
        .nargs("?")
        .help("configuration file; else $WORKRAIL_CONFIG, ./config.yml, /etc/workrail/config.yml");
  }

  @Override
  protected ExitStatus execute(Bootstrap<?> bootstrap, Namespace arguments, Console console) {
    ProductionGuard.check(ConfigurationReader.read(bootstrap, arguments));
    console.out().println("The configuration is fine.");
    return ExitStatus.OK;
  }
}
