package io.workrail.authoring;

import io.workrail.configuration.PlainText;
import io.workrail.doctor.DoctorCheck;
import io.workrail.doctor.Finding;
import io.workrail.workflow.validation.WorkflowValidator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether the workflow folders can be read and their documents would be served. */
public final class WorkflowsDoctorCheck implements DoctorCheck {
  private final List<Path> folders;
  private final Path dataDirectory;

  /**
   * A check of folders.
   *
   * @param dataDirectory folders below it are made by the first start
   */
  public WorkflowsDoctorCheck(List<Path> folders, Path dataDirectory) {
    this.folders = List.copyOf(folders);
    this.dataDirectory = dataDirectory;
  }

  @Override
  public String name() {
    return "workflows";
  }

  @Override
  public Finding examine() {
    List<Finding> findings = new ArrayList<>();
    int documents = 0;
    for (Path folder : folders) {
      if (!Files.exists(folder) && folder.startsWith(dataDirectory)) {
        continue;
      }
      if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
        findings.add(
            Finding.fail(
                "the workflow folder %s does not exist or cannot be read".formatted(folder),
                "create it, mount it, correct its owner or WORKFLOW_STORAGE_PATH: ls -la"));
        continue;
      }
      List<CheckedFile> checked = new FileChecks(new WorkflowValidator()).checkFolder(folder);
      documents += checked.size();
      checked.stream()
          .filter(file -> !file.valid())
          .findFirst()
          .ifPresent(
              first ->
                  findings.add(
                      Finding.warn(
                          "%s is not served as it stands: %s"
                              .formatted(first.path(), first.findings().get(0)),
                          "workrail validate-workflows " + folder)));
    }
    return Finding.all(
        findings,
        Finding.ok(
            "those of the release and %s of your own"
                .formatted(PlainText.count(documents, "document"))));
  }
}
