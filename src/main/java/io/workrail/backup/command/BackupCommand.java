package io.workrail.backup.command;

import io.dropwizard.core.setup.Bootstrap;
import io.workrail.backup.BackupAccess;
import io.workrail.backup.BackupException;
import io.workrail.configuration.CommandActions;
import io.workrail.configuration.CommandFailedException;
import io.workrail.configuration.ConfigurationSource;
import io.workrail.configuration.Console;
import io.workrail.configuration.ConsoleCommand;
import io.workrail.configuration.ExitStatus;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/**
 * {@code workrail backup}: makes, lists and verifies archives, beside a running server or without
 * one, and restores them.
 */
public final class BackupCommand extends ConsoleCommand {
  private final ConfigurationSource<BackupAccess> configuration;
  private final Clock clock;
  private final CommandActions<BackupAction> actions =
      new CommandActions<>(
          List.of(new CreateBackup(), new ListBackups(), new VerifyBackup(), new RestoreBackup()));

  /** The command. */
  public BackupCommand(ConfigurationSource<BackupAccess> configuration, Clock clock) {
    super("backup", "makes, lists, verifies and restores backups");
    this.configuration = configuration;
    this.clock = clock;
  }

  @Override
  public void configure(Subparser parser) {
    actions.configure(parser);
  }

  @Override
  protected ExitStatus execute(Bootstrap<?> bootstrap, Namespace arguments, Console console)
      throws IOException {
    BackupAction action = actions.chosen(arguments);
    try {
      ExitStatus status =
          action.run(configuration.read(bootstrap, arguments), clock, arguments, console);
      console.requireWritten();
      return status;
    } catch (BackupException e) {
      throw new CommandFailedException(e.getMessage());
    }
  }
}
