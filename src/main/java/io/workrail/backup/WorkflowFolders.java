package io.workrail.backup;

import io.workrail.backup.archive.EntryNames;
import io.workrail.backup.archive.Spool;
import io.workrail.workflow.catalog.DirectorySource;
import io.workrail.workflow.catalog.SourceFile;
import io.workrail.workflow.catalog.WorkflowSource.Listing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The documents in the workflow folders of a server. */
final class WorkflowFolders {
  private final List<Path> folders;

  WorkflowFolders(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /**
   * Adds the documents of all folders as they are, also those with faults.
   *
   * @return how many
   * @throws BackupException when one may not be read: a backup without it would look complete
   */
  long addTo(Spool spool) throws IOException {
    long count = 0;
    for (int place = 0; place < folders.size(); place++) {
      count += add(folders.get(place), place, spool);
    }
    return count;
  }

  private static long add(Path folder, int place, Spool spool) throws IOException {
    Listing listing = new DirectorySource(folder).list();
    if (!listing.unreadable().isEmpty()) {
      throw failure(folder.resolve(listing.unreadable().get(0)), "cannot be read");
    }
    long count = 0;
    for (SourceFile file : listing.files()) {
      String name = EntryNames.ofDocument(place, file.path());
      if (!EntryNames.isDocument(name)) {
        throw failure(folder.resolve(file.path()), "has a name that no archive can hold");
      }
      count += add(name, folder.resolve(file.path()), spool);
    }
    return count;
  }

  /** A document that was removed since the listing is not part of this backup. */
  private static long add(String name, Path file, Spool spool) throws IOException {
    try {
      spool.add(name, out -> Files.copy(file, out));
      return 1;
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  private static BackupException failure(Path path, String what) {
    return new BackupException(
        BackupException.Code.FAILED,
        "The workflow document or folder %s %s; mend its name, owner or mode, or remove it, and make the backup again."
            .formatted(path, what));
  }
}
