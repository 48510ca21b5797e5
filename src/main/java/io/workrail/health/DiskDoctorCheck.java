package io.workrail.health;

import com.codahale.metrics.health.HealthCheck;
import io.workrail.doctor.DoctorCheck;
import io.workrail.doctor.Finding;
import java.nio.file.Path;
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
