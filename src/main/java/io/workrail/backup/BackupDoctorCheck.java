package io.workrail.backup;

import io.workrail.doctor.DoctorCheck;
import io.workrail.doctor.Finding;
import io.workrail.doctor.PermissionsDoctorCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether there is a backup that helps, and whether nobody else may read it. */
final class BackupDoctorCheck implements DoctorCheck {
  private final Path folder;
  private final BackupState state;

  BackupDoctorCheck(Path folder, BackupState state) {
    this.folder = folder;
    this.state = state;
  }

  @Override
  public String name() {
    return "backup";
  }

  @Override
  public Finding examine() throws IOException {
    List<Finding> findings = new ArrayList<>();
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      return Finding.fail(folder + " is not a folder", "correct BACKUP_DIR");
    }
    if (Files.isDirectory(folder)) {
      if (!Files.isWritable(folder)) {
        findings.add(
            Finding.fail(
                "%s may not write into %s".formatted(System.getProperty("user.name"), folder),
                "run the command as the user of the server, or chmod u+rwx " + folder));
      }
      if (PermissionsDoctorCheck.isOpenToOthers(Files.getPosixFilePermissions(folder))) {
        findings.add(Finding.warn("other users may look into " + folder, "chmod 700 " + folder));
      }
    }
    BackupState.Verdict verdict = state.verdict();
    if (!verdict.isWell()) {
      findings.add(Finding.warn(verdict.message(), verdict.mend()));
    }
    return Finding.all(findings, Finding.ok("%s, in %s".formatted(verdict.message(), folder)));
  }
}
