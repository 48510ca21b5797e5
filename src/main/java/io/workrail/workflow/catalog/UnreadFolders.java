package io.workrail.workflow.catalog;

import io.workrail.configuration.PlainText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The folders that are configured, but not read, because documents are in the database. */
public record UnreadFolders(List<Path> folders) {
  /** What to do about documents in them. */
  public static final String MEND =
      "publish them into the database with workrail workflows publish FILE..., then move the files"
          + " away";

  public UnreadFolders {
    folders = List.copyOf(folders);
  }

  /** How many documents are in them; nothing when there are none. */
  public Optional<String> problem() {
    int documents = 0;
    List<String> holding = new ArrayList<>();
    for (Path folder : folders) {
      int found = new DirectorySource(folder).list().files().size();
      documents += found;
      if (found > 0) {
        holding.add(folder.toString());
      }
    }
    return documents == 0
        ? Optional.empty()
        : Optional.of(
            "WORKFLOW_STORAGE_TYPE is database, so %s in %s %s not served"
                .formatted(
                    PlainText.count(documents, "document"),
                    String.join(", ", holding),
                    documents == 1 ? "is" : "are"));
  }
}
