package io.workrail;

import io.workrail.doctor.DoctorCheck;
import io.workrail.doctor.Finding;

/** Whether other machines reach what is not meant for them. */
final class ExposureDoctorCheck implements DoctorCheck {
  private final StartWarnings warnings;

  ExposureDoctorCheck(StartWarnings warnings) {
    this.warnings = warnings;
  }

  @Override
  public String name() {
    return "exposure";
  }

  @Override
  public Finding examine() {
    return Finding.all(
        warnings.all().stream()
            .map(warning -> Finding.warn(warning.problem(), warning.mend()))
            .toList(),
        Finding.ok("no port is open to more than it is meant for"));
  }
}
