package io.workrail.backup.command;

import io.workrail.backup.BackupAccess;
import io.workrail.backup.Restores;
import io.workrail.backup.restore.RestoreException;
import io.workrail.backup.restore.Restored;
import io.workrail.configuration.CommandFailedException;
import io.workrail.configuration.CommandUser;
import io.workrail.configuration.Console;
import io.workrail.configuration.ExitStatus;
import io.workrail.configuration.OutputFormat;
import io.workrail.json.StrictJson;
import java.io.File;
import java.nio.file.Path;
import java.time.Clock;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** {@code workrail backup restore}. */
final class RestoreBackup implements BackupAction {
  private static final String ARCHIVE = "archive";

  @Override
  public String name() {
    return "restore";
  }

  @Override
  public String description() {
    return "puts a backup in place of the data, which are kept aside; the server must be stopped"
        + " unless the data are in PostgreSQL";
  }

  @Override
  public String example() {
    return "restore workrail-20260301T020000Z.tar.gz";
  }

  @Override
  public void configure(Subparser parser) {
    parser
        .addArgument(ARCHIVE)
        .metavar("ARCHIVE")
        .help("a name that backup list shows, or the path of a file");
    OutputFormat.addOption(parser);
  }

  @Override
  public ExitStatus run(BackupAccess access, Clock clock, Namespace arguments, Console console) {
    String archive = arguments.getString(ARCHIVE);
    Restores restores = access.restores(clock);
    Restored restored;
    try {
      restored =
          archive.indexOf(File.separatorChar) >= 0
              ? restores.restoreFile(Path.of(archive), CommandUser.current())
              : restores.restore(archive, CommandUser.current());
    } catch (RestoreException e) {
      throw new CommandFailedException(e.getMessage());
    }
    if (OutputFormat.of(arguments) == OutputFormat.JSON) {
      console.out().println(StrictJson.write(restored));
    } else {
      restored.lines().forEach(console.out()::println);
    }
    return ExitStatus.OK;
  }
}
