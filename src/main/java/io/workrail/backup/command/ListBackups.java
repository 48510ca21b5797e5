package io.workrail.backup.command;

import io.workrail.backup.Backup;
import io.workrail.backup.BackupAccess;
import io.workrail.configuration.Console;
import io.workrail.configuration.ExitStatus;
import io.workrail.configuration.OutputFormat;
import io.workrail.json.StrictJson;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** {@code workrail backup list}. */
final class ListBackups implements BackupAction {
  @Override
  public String name() {
    return "list";
  }

  @Override
  public String description() {
    return "lists the backups, the newest first";
  }

  @Override
  public String example() {
    return "list";
  }

  @Override
  public void configure(Subparser parser) {
    OutputFormat.addOption(parser);
  }

  @Override
  public ExitStatus run(BackupAccess access, Clock clock, Namespace arguments, Console console) {
    List<Backup> backups = access.open(clock).list();
    if (OutputFormat.of(arguments) == OutputFormat.JSON) {
      console.out().println(StrictJson.write(Map.of("backups", backups)));
      return ExitStatus.OK;
    }
    backups.forEach(backup -> console.out().println(BackupText.line(backup)));
    if (backups.isEmpty()) {
      console.err().println("no backup in " + access.backup().folder().path());
    }
    return ExitStatus.OK;
  }
}
