package io.workrail.authoring;

import io.workrail.configuration.PlainText;
import io.workrail.workflow.validation.Severity;
import java.util.List;

/** The counts of one call. */
record ValidationSummary(int files, int valid, int errors, int warnings) {
  static ValidationSummary of(List<CheckedFile> files) {
    return new ValidationSummary(
        files.size(),
        (int) files.stream().filter(CheckedFile::valid).count(),
        files.stream().mapToInt(file -> file.count(Severity.ERROR)).sum(),
        files.stream().mapToInt(file -> file.count(Severity.WARNING)).sum());
  }

  boolean allValid() {
    return valid == files;
  }

  @Override
  public String toString() {
    return "%s, %d valid; %s, %s"
        .formatted(
            PlainText.count(files, "file"),
            valid,
            PlainText.count(errors, "error"),
            PlainText.count(warnings, "warning"));
  }
}
