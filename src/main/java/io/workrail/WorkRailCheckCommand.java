package io.workrail;

import io.dropwizard.core.setup.Bootstrap;
import io.workrail.configuration.Console;
import io.workrail.configuration.ConsoleCommand;
import io.workrail.configuration.ExitStatus;
import io.workrail.configuration.HelpText;
import io.workrail.configuration.LoadedConfiguration;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/**
 * {@code workrail check}: reads the configuration as the server would, and says all that is wrong
 * with it, or what a start would do. Unlike Dropwizard's, it opens no log: run by root, that would
 * leave files that the server's own user cannot write.
 */
final class WorkRailCheckCommand extends ConsoleCommand {
  WorkRailCheckCommand() {
    super("check", "checks the configuration without starting anything");
  }

  @Override
  public void configure(Subparser parser) {
    HelpText.add(parser, getDescription(), "check /etc/workrail/config.yml");
    parser
        .addArgument("file")
        .dest("config")
        .nargs("?")
        .help("configuration file; else $WORKRAIL_CONFIG, ./config.yml, /etc/workrail/config.yml");
  }

  @Override
  protected ExitStatus execute(Bootstrap<?> bootstrap, Namespace arguments, Console console)
      throws Exception {
    LoadedConfiguration<WorkRailConfiguration> loaded =
        ConfigurationReader.examine(bootstrap, arguments);
    WorkRailConfiguration configuration = loaded.require();
    console.out().println("The configuration is fine: " + loaded.file());
    new StartPlan(configuration, ConfigurationReader.SECRETS)
        .lines()
        .forEach(console.out()::println);
    return ExitStatus.OK;
  }
}
