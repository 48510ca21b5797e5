package io.workrail.doctor;

import io.workrail.doctor.Finding.Verdict;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is to be examined.
 *
 * @param checks in the order of the report
 * @param server the address that clients use, when it is known
 */
public record Examination(List<DoctorCheck> checks, Optional<URI> server) {
  public Examination {
    checks = List.copyOf(checks);
  }

  /** A line of the report. */
  public record Line(Verdict status, String name, String message, String mend) {
    @Override
    public String toString() {
      String end = mend.isEmpty() ? "" : " – " + mend;
      return "%-4s %s: %s%s".formatted(status.word(), name, message, end).replace('\n', ' ');
    }
  }

  /** Runs the checks, one after the other. */
  public List<Line> run() {
    List<Line> lines = new ArrayList<>();
    for (DoctorCheck check : checks) {
      for (Finding found : examine(check)) {
        lines.add(new Line(found.verdict(), check.name(), found.message(), found.mend()));
      }
    }
    return lines;
  }

  private static List<Finding> examine(DoctorCheck check) {
    try {
      return check.examineAll();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of(Finding.warn("was interrupted", "run the command again"));
    } catch (Exception e) {
      return List.of(
          Finding.fail(
              "could not be examined: " + e,
              "run the command as the user of the server, or as root"));
    }
  }
}
