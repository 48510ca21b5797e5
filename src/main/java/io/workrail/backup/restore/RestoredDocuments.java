package io.workrail.backup.restore;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.configuration.PlainText;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import io.workrail.storage.Database;
import io.workrail.storage.swap.Exchange;
import io.workrail.workflow.WorkflowId;
import io.workrail.workflow.catalog.JdbiWorkflowStore;
import io.workrail.workflow.catalog.SourceFile;
import io.workrail.workflow.catalog.WorkflowStore.NewWorkflow;
import io.workrail.workflow.catalog.WorkflowStore.StoredWorkflow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Brings the documents of a backup to where this server keeps its own. Rows of the table of
 * documents are restored with the other tables in any case. Not thread-safe.
 */
final class RestoredDocuments {
  private static final int MOST_NAMED = 5;

  private final Unpacked unpacked;
  private final String archive;
  private final Database built;
  private final Clock clock;
  private final List<String> notes;
  private int count;

  /**
   * Documents of an archive.
   *
   * @param built the new database
   * @param notes get what the operator should know
   */
  RestoredDocuments(
      Unpacked unpacked, String archive, Database built, Clock clock, List<String> notes) {
    this.unpacked = unpacked;
    this.archive = archive;
    this.built = built;
    this.clock = clock;
    this.notes = notes;
  }

  /** How many documents are put in place. */
  int count() {
    return count;
  }

  /** Puts them into the new database, or prepares the exchange of the workflow folder. */
  List<Exchange> prepare(WorkflowTarget target, Places places) throws IOException {
    // The stamp of the data in use must not stand for these.
    new JdbiWorkflowStore(built, clock).renewStamp();
    Optional<Path> folder = target.folder();
    if (folder.isEmpty()) {
      intoDatabase();
      return List.of();
    }
    DocumentFolder fresh = DocumentFolder.of(folder.get(), places);
    if (unpacked.servedFromDatabase()) {
      fromDatabase(fresh);
    } else {
      fromFolders(fresh, target);
    }
    count = fresh.documents();
    tellOfOthers(fresh);
    return List.of(fresh.exchange());
  }

  private void fromFolders(DocumentFolder fresh, WorkflowTarget target) throws IOException {
    int last = unpacked.folders() - 1;
    fresh.addAll(unpacked.documents(last));
    for (int place = 0; place < last; place++) {
      int documents = documentsIn(unpacked.documents(place)).size();
      if (documents > 0) {
        notes.add(
            ("Not put in place: %s of workflow folder %d of the server that was backed up. Only the"
                    + " last folder is replaced; the archive has them: tar -xzf %s workflows/%d")
                .formatted(PlainText.count(documents, "document"), place + 1, archive, place));
      }
    }
    List<Path> untouched = target.folders().subList(0, target.folders().size() - 1);
    if (!untouched.isEmpty()) {
      notes.add("These workflow folders were left as they are: %s.".formatted(untouched));
    }
  }

  private void fromDatabase(DocumentFolder fresh) throws IOException {
    for (SourceFile file : new JdbiWorkflowStore(built, clock).list().files()) {
      if (WorkflowId.isValid(file.path())) {
        fresh.add(file.path() + ".json", new ByteArrayInputStream(file.content().read()));
      }
    }
    notes.add(
        "The server that was backed up kept its workflows in the database, this one keeps them in a"
            + " folder: they are there now.");
  }

  /** A later folder wins over an earlier one; in one folder the first path wins. */
  private void intoDatabase() throws IOException {
    JdbiWorkflowStore store = new JdbiWorkflowStore(built, clock);
    int folders = unpacked.servedFromDatabase() ? 0 : unpacked.folders();
    List<String> unusable = new ArrayList<>();
    boolean moved = false;
    for (int place = 0; place < folders; place++) {
      Set<String> seen = new HashSet<>();
      Path folder = unpacked.documents(place);
      for (Path file : documentsIn(folder)) {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        Optional<WorkflowId> id = idOf(text);
        if (id.isEmpty()) {
          unusable.add(folder.relativize(file).toString());
        } else if (seen.add(id.get().value())) {
          publish(store, id.get(), text);
          moved = true;
        }
      }
    }
    count = store.list().files().size();
    if (moved) {
      notes.add(
          "The server that was backed up kept its workflows in folders, this one keeps them in the"
              + " database: they are there now.");
    }
    if (!unusable.isEmpty()) {
      notes.add(
          "Documents without a readable id were not published: %s. They are in the archive."
              .formatted(some(unusable)));
    }
  }

  private static void publish(JdbiWorkflowStore store, WorkflowId id, String text) {
    Optional<String> before = store.find(id).map(StoredWorkflow::version);
    if (!store.put(new NewWorkflow(id, text, "restore"), before)) {
      throw new IllegalStateException("somebody else writes into the new database");
    }
  }

  private static Optional<WorkflowId> idOf(String text) {
    try {
      JsonNode id = StrictJson.parse(text).path("id");
      return Optional.of(id.asText())
          .filter(value -> id.isTextual() && WorkflowId.isValid(value))
          .map(WorkflowId::new);
    } catch (MalformedJsonException e) {
      return Optional.empty();
    }
  }

  private void tellOfOthers(DocumentFolder fresh) throws IOException {
    List<String> others = fresh.otherFiles();
    if (!others.isEmpty()) {
      notes.add(
          "Files of the workflow folder that are no documents are in no backup and stay in %s: %s."
              .formatted(fresh.kept(), some(others)));
    }
  }

  private static String some(List<String> names) {
    String shown = String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())));
    return names.size() > MOST_NAMED
        ? "%s and %d more".formatted(shown, names.size() - MOST_NAMED)
        : shown;
  }

  private static List<Path> documentsIn(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
