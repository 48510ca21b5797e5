package io.workrail.backup;

import io.workrail.backup.archive.ArchiveReader;
import io.workrail.backup.archive.Verification;
import io.workrail.backup.restore.RestoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Says whether an archive is whole, and whether it would serve when it is needed. */
final class Examiner {
  private final ArchiveReader reader;
  private final DeepCheck deepCheck;

  Examiner(ArchiveReader reader, DeepCheck deepCheck) {
    this.reader = reader;
    this.deepCheck = deepCheck;
  }

  Verification read(Path archive) {
    return reader.verify(archive);
  }

  /** What the reading found. */
  VerifiedBackup isWhole(Path archive, Verification found) {
    return VerifiedBackup.of(archive, found, List.of());
  }

  /**
   * What the reading found; when that is nothing, what its data are like.
   *
   * @throws BackupException when there is no room to build them
   */
  VerifiedBackup isRestorable(Path archive, Verification found) {
    if (!found.isWhole()) {
      return isWhole(archive, found);
    }
    try {
      return VerifiedBackup.of(archive, found, deepCheck.faults(archive, found));
    } catch (RestoreException e) {
      throw new BackupException(e.getMessage(), e);
    } catch (IOException e) {
      throw new BackupException(
          "The database of the archive could not be built below DATA_DIR: %s; see its disk (df -h) and its owner."
              .formatted(e.getMessage()),
          e);
    }
  }
}
