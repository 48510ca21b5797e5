package io.workrail.workflow.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import io.workrail.workflow.WorkflowId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Documents in the last workflow folder, which wins over all others: what is published is what is
 * served. A document keeps the file that it has, in whatever subfolder and under whatever name; a
 * new one becomes {@code <id>.json}.
 */
public final class FileWorkflowStore implements WorkflowStore {
  private static final String ENDING = ".json";

  private final Path root;
  private final DirectorySource source;
  private final FolderWriter writer;
  private Map<String, Known> known = new HashMap<>();

  /** What was found in a file: its id, empty when no id can be read. */
  private record Known(String version, String id) {}

  /** A store over a folder. */
  public FileWorkflowStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
    this.source = new DirectorySource(this.root);
    this.writer = new FolderWriter(this.root);
  }

  @Override
  public Listing list() {
    return source.list();
  }

  @Override
  public Optional<Path> watchedFolder() {
    return source.watchedFolder();
  }

  @Override
  public String fingerprint() {
    return source.fingerprint();
  }

  @Override
  public String place() {
    return "the folder " + root;
  }

  @Override
  public Optional<StoredWorkflow> find(WorkflowId id) {
    try {
      return read(id, pathsOf(id));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public boolean put(NewWorkflow document, Optional<String> expected) {
    return writer.exclusively(
        () -> {
          List<String> paths = pathsOf(document.id());
          Optional<StoredWorkflow> found = read(document.id(), paths);
          if (!found.map(StoredWorkflow::version).equals(expected)) {
            return false;
          }
          Path file = paths.isEmpty() ? newFile(document.id()) : root.resolve(paths.get(0));
          writer.write(file, document.text());
          return true;
        });
  }

  @Override
  public boolean remove(WorkflowId id, String expected) {
    return writer.exclusively(
        () -> {
          List<String> paths = pathsOf(id);
          if (paths.size() > 1) {
            throw new WorkflowStoreException(
                WorkflowStoreException.Reason.AMBIGUOUS,
                "Several files in %s have the id \"%s\": %s. Remove by hand those that are wrong."
                    .formatted(root, id, String.join(", ", paths)));
          }
          Optional<StoredWorkflow> found = read(id, paths);
          if (!found.map(StoredWorkflow::version).equals(Optional.of(expected))) {
            return false;
          }
          writer.delete(root.resolve(paths.get(0)));
          return true;
        });
  }

  private Optional<StoredWorkflow> read(WorkflowId id, List<String> paths) throws IOException {
    if (paths.isEmpty()) {
      return Optional.empty();
    }
    byte[] bytes = Files.readAllBytes(root.resolve(paths.get(0)));
    return Optional.of(
        new StoredWorkflow(id, new String(bytes, StandardCharsets.UTF_8), TextDigest.of(bytes)));
  }

  /**
   * The files of a document, the one that serves first. A file that is named after it counts, too,
   * when no id can be read in it: that is the document, broken.
   */
  private synchronized List<String> pathsOf(WorkflowId id) {
    Listing listing = source.list();
    if (listing.isUnknown()) {
      throw new WorkflowStoreException(
          WorkflowStoreException.Reason.UNAVAILABLE,
          "The workflow folder %s cannot be read; create it, mount it, see its owner and mode, or"
                  .formatted(root)
              + " correct WORKFLOW_STORAGE_PATH.");
    }
    Map<String, Known> found = new HashMap<>();
    List<String> paths = new ArrayList<>();
    for (SourceFile file : listing.files()) {
      Known before = known.get(file.path());
      Known now =
          before != null && before.version().equals(file.version()) ? before : lookInto(file);
      found.put(file.path(), now);
      boolean isBrokenOne = now.id().isEmpty() && file.path().equals(id + ENDING);
      if (now.id().equals(id.value()) || isBrokenOne) {
        paths.add(file.path());
      }
    }
    known = found;
    return paths;
  }

  private static Known lookInto(SourceFile file) {
    try {
      JsonNode id = StrictJson.parse(file.content().read()).path("id");
      return new Known(file.version(), id.isTextual() ? id.textValue() : "");
    } catch (MalformedJsonException e) {
      // The catalogue tells what is wrong with it.
      return new Known(file.version(), "");
    } catch (IOException e) {
      // It must not hinder the publishing of others; without a version it is tried again.
      return new Known("", "");
    }
  }

  /** The usual name may be taken by a document with another id. */
  private Path newFile(WorkflowId id) {
    Path file = root.resolve(id + ENDING);
    for (int number = 2; Files.exists(file, LinkOption.NOFOLLOW_LINKS); number++) {
      file = root.resolve(id + "-" + number + ENDING);
    }
    return file;
  }

  private WorkflowStoreException unreadable(IOException failure) {
    return new WorkflowStoreException(
        "A document in the workflow folder %s cannot be read; check the owner and mode of its files."
            .formatted(root),
        failure);
  }
}
