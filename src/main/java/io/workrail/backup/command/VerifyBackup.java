package io.workrail.backup.command;

import io.workrail.backup.Backup;
import io.workrail.backup.BackupAccess;
import io.workrail.backup.Backups;
import io.workrail.backup.VerifiedBackup;
import io.workrail.configuration.CommandFailedException;
import io.workrail.configuration.Console;
import io.workrail.configuration.ExitStatus;
import io.workrail.configuration.OutputFormat;
import io.workrail.json.StrictJson;
import java.io.File;
import java.nio.file.Path;
import java.time.Clock;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** {@code workrail backup verify}. */
final class VerifyBackup implements BackupAction {
  private static final String ARCHIVE = "archive";
  private static final String DEEP = "deep";

  @Override
  public String name() {
    return "verify";
  }

  @Override
  public String description() {
    return "reads a backup and names everything that is wrong with it; needs no server";
  }

  @Override
  public String example() {
    return "verify --deep";
  }

  @Override
  public void configure(Subparser parser) {
    parser
        .addArgument(ARCHIVE)
        .nargs("?")
        .metavar("ARCHIVE")
        .help("a name that backup list shows, or the path of a file; the newest when missing");
    parser
        .addArgument("--" + DEEP)
        .action(Arguments.storeTrue())
        .help("builds a database of it below DATA_DIR, too, looks at that and deletes it");
    OutputFormat.addOption(parser);
  }

  @Override
  public ExitStatus run(BackupAccess access, Clock clock, Namespace arguments, Console console) {
    VerifiedBackup found = verify(access.open(clock), arguments);
    if (OutputFormat.of(arguments) == OutputFormat.JSON) {
      console.out().println(StrictJson.write(found));
    } else {
      found.faults().forEach(fault -> console.out().println("fault: " + fault));
      console
          .out()
          .println(
              found.verified()
                  ? "ok: %s is whole, sha256 %s".formatted(found.path(), found.sha256())
                  : "%s is not in order".formatted(found.path()));
    }
    return found.verified() ? ExitStatus.OK : ExitStatus.FAULT;
  }

  private static VerifiedBackup verify(Backups backups, Namespace arguments) {
    String given = arguments.getString(ARCHIVE);
    boolean isDeep = arguments.getBoolean(DEEP);
    String archive = given == null ? newest(backups) : given;
    if (isPath(archive)) {
      Path file = Path.of(archive);
      return isDeep ? backups.verifyFileDeeply(file) : backups.verifyFile(file);
    }
    return isDeep ? backups.verifyDeeply(archive) : backups.verify(archive);
  }

  private static boolean isPath(String archive) {
    return archive.indexOf(File.separatorChar) >= 0;
  }

  private static String newest(Backups backups) {
    return backups.list().stream()
        .findFirst()
        .map(Backup::path)
        .map(path -> String.valueOf(Path.of(path).getFileName()))
        .orElseThrow(
            () ->
                new CommandFailedException(
                    "there is no backup in %s; make one: workrail backup create"
                        .formatted(backups.folder().path())));
  }
}
