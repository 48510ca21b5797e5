package io.workrail.backup.command;

import io.workrail.backup.BackupAccess;
import io.workrail.backup.Backups;
import io.workrail.configuration.Console;
import io.workrail.configuration.ExitStatus;
import io.workrail.configuration.OutputFormat;
import io.workrail.json.StrictJson;
import java.time.Clock;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** {@code workrail backup create}. */
final class CreateBackup implements BackupAction {
  @Override
  public String name() {
    return "create";
  }

  @Override
  public String description() {
    return "makes a backup, verifies it and deletes old ones; the server may run";
  }

  @Override
  public String example() {
    return "create";
  }

  @Override
  public void configure(Subparser parser) {
    OutputFormat.addOption(parser);
  }

  @Override
  public ExitStatus run(BackupAccess access, Clock clock, Namespace arguments, Console console) {
    Backups.Made made;
    try (BackupAccess.OpenSource data = access.openSource(clock)) {
      made = access.open(clock).create(data.source());
    }
    console
        .out()
        .println(
            OutputFormat.of(arguments) == OutputFormat.JSON
                ? StrictJson.write(made.backup())
                : BackupText.line(made.backup()));
    made.verification().faults().forEach(fault -> console.err().println("fault: " + fault));
    made.uploadFailure()
        .ifPresent(
            reason ->
                console.err().println("the backup is here, but was not sent away: " + reason));
    boolean isWell = made.verification().isWhole() && made.uploadFailure().isEmpty();
    return isWell ? ExitStatus.OK : ExitStatus.FAULT;
  }
}
