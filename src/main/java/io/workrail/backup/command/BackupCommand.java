package io.workrail.backup.command;

import io.workrail.backup.BackupAccess;
import io.workrail.backup.BackupException;
import io.workrail.configuration.ActionCommand;
import io.workrail.configuration.CommandFailedException;
import io.workrail.configuration.ConfigurationSource;
import io.workrail.configuration.Console;
import io.workrail.configuration.ExitStatus;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import net.sourceforge.argparse4j.inf.Namespace;

/**
 * {@code workrail backup}: makes, lists and verifies archives, beside a running server or without
 * one, and restores them.
 */
public final class BackupCommand extends ActionCommand<BackupAccess, BackupAction> {
  /** The command. */
  public BackupCommand(ConfigurationSource<BackupAccess> configuration, Clock clock) {
    super(
        "backup",
        "makes, lists, verifies and restores backups",
        configuration,
        clock,
        List.of(new CreateBackup(), new ListBackups(), new VerifyBackup(), new RestoreBackup()));
  }

  @Override
  protected ExitStatus execute(
      BackupAction action, BackupAccess access, Clock clock, Namespace arguments, Console console)
      throws IOException {
    try {
      return action.run(access, clock, arguments, console);
    } catch (BackupException e) {
      throw new CommandFailedException(e.getMessage());
    }
  }
}
