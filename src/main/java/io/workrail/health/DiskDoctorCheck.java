package io.workrail.health;

import com.codahale.metrics.health.HealthCheck;
import io.workrail.configuration.FolderPlace;
import io.workrail.doctor.DoctorCheck;
import io.workrail.doctor.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether there is room for data and logs, by the rule of {@code /health}; warns before that. */
final class DiskDoctorCheck implements DoctorCheck {
  private static final String MEND = "delete old logs and backups, or enlarge the disk: df -h";
  private static final int NEARLY = 2;

  private final List<Path> folders;
  private final long minimum;
  private final DiskHealthCheck.FreeSpace freeSpace;

  DiskDoctorCheck(List<Path> folders, long minimum, DiskHealthCheck.FreeSpace freeSpace) {
    this.folders = List.copyOf(folders);
    this.minimum = minimum;
    this.freeSpace = freeSpace;
  }

  @Override
  public String name() {
    return "disk";
  }

  @Override
  public Finding examine() {
    List<Finding> findings = new ArrayList<>();
    List<Path> possible = new ArrayList<>();
    for (Path folder : folders) {
      FolderPlace.obstacle(folder)
          .map(obstacle -> "nothing can be kept below %s: %s".formatted(folder, obstacle))
          .ifPresentOrElse(
              message -> findings.add(Finding.fail(message, "correct DATA_DIR or LOG_DIR")),
              () -> possible.add(folder));
    }
    if (!possible.isEmpty()) {
      findings.add(room(possible));
    }
    return Finding.all(findings, Finding.ok("nothing is kept on it"));
  }

  private Finding room(List<Path> folders) {
    HealthCheck.Result enough = new DiskHealthCheck(folders, minimum, freeSpace).execute();
    if (!enough.isHealthy()) {
      return Finding.fail(String.valueOf(enough.getMessage()), "");
    }
    HealthCheck.Result ample = new DiskHealthCheck(folders, minimum * NEARLY, freeSpace).execute();
    return ample.isHealthy()
        ? Finding.ok(String.valueOf(enough.getMessage()))
        : Finding.warn(
            "%s; /health turns red below %s".formatted(enough.getMessage(), Bytes.toText(minimum)),
            MEND);
  }
}
