package io.workrail.backup.restore;

import io.workrail.backup.restore.RestoreException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where documents of a backup go: the last workflow folder, into which they are published and which
 * wins over the others, or the database. The other folders belong to somebody else.
 *
 * @param folders by increasing precedence; none when documents are in the database
 */
public record WorkflowTarget(List<Path> folders) {
  public WorkflowTarget {
    folders = List.copyOf(folders);
  }

  /** The folder that is replaced, without links; nothing when documents are in the database. */
  Optional<Path> folder() throws IOException {
    if (folders.isEmpty()) {
      return Optional.empty();
    }
    Path last = folders.get(folders.size() - 1).toAbsolutePath().normalize();
    return Optional.of(Files.exists(last) ? last.toRealPath() : last);
  }

  /**
   * Makes sure that the folder can be replaced, before anything happens.
   *
   * @param dataDirectory without links; must not move with the folder
   * @throws RestoreException when it cannot, with the mend
   */
  void requireReplaceable(Path dataDirectory) throws IOException {
    Optional<Path> replaced = folder();
    if (replaced.isEmpty()) {
      return;
    }
    Path folder = replaced.get();
    Path parent = Objects.requireNonNullElse(folder.getParent(), folder);
    if (parent.startsWith(dataDirectory)) {
      Files.createDirectories(parent);
    }
    if (!Files.isDirectory(parent)) {
      throw refused(folder, "does not exist, nor does %s; create it".formatted(parent));
    }
    if (Files.exists(folder) && MountPoints.isMounted(folder)) {
      throw refused(
          folder,
          "is a mount point, which cannot be replaced as a whole; set WORKFLOW_STORAGE_PATH to a"
              + " folder inside it and move the documents there");
    }
    if (!Files.isWritable(parent)) {
      throw refused(
          folder,
          "cannot be replaced: whoever runs this may not write into %s; run the restore as the"
                  .formatted(parent)
              + " owner of that folder, or move the workflow folder into DATA_DIR");
    }
    if (dataDirectory.startsWith(folder)) {
      throw refused(folder, "holds DATA_DIR, which must stay; move the documents into a subfolder");
    }
    for (Path other : folders.subList(0, folders.size() - 1)) {
      if (Files.exists(other) && other.toRealPath().startsWith(folder)) {
        throw refused(
            folder, "holds the other workflow folder %s; keep the two apart".formatted(other));
      }
    }
  }

  private static RestoreException refused(Path folder, String why) {
    return new RestoreException(
        Code.PLACE, "The workflow folder %s %s. Nothing was changed.".formatted(folder, why));
  }
}
