package io.workrail.backup.command;

import io.workrail.backup.BackupAccess;
import io.workrail.backup.BackupException;
import io.workrail.configuration.CommandAction;
import io.workrail.configuration.Console;
import io.workrail.configuration.ExitStatus;
import java.io.IOException;
import java.time.Clock;
import net.sourceforge.argparse4j.inf.Namespace;

/** One of the things that {@code workrail backup} does. */
public interface BackupAction extends CommandAction {
  /**
   * Does it.
   *
   * @throws BackupException for what the backups refuse
   * @throws io.workrail.configuration.CommandFailedException to end with a sentence
   */
  ExitStatus run(BackupAccess access, Clock clock, Namespace arguments, Console console)
      throws IOException;
}
