package io.workrail.doctor;

import io.workrail.configuration.ConfigurationProblem;
import java.util.List;

/** Whether a start would take the configuration; one check for each problem. */
public final class ConfigurationDoctorCheck implements DoctorCheck {
  private final Finding finding;

  private ConfigurationDoctorCheck(Finding finding) {
    this.finding = finding;
  }

  /**
   * The checks of a file that was read.
   *
   * @param problems what is wrong with it
   */
  public static List<DoctorCheck> of(String file, List<ConfigurationProblem> problems) {
    if (problems.isEmpty()) {
      return List.of(new ConfigurationDoctorCheck(Finding.ok(file)));
    }
    return problems.stream()
        .map(
            problem ->
                (DoctorCheck)
                    new ConfigurationDoctorCheck(
                        Finding.fail(
                            problem.toString(),
                            "correct the variable or "
                                + file
                                + "; where a value cannot be read, the lines below are about its"
                                + " default")))
        .toList();
  }

  @Override
  public String name() {
    return "configuration";
  }

  @Override
  public Finding examine() {
    return finding;
  }
}
