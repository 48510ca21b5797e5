package io.workrail.backup;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;

/** Says in words why the folder of the backups does not take an archive, and how to mend it. */
final class FolderTrouble {
  private final Path folder;

  FolderTrouble(Path folder) {
    this.folder = folder;
  }

  String sentence(Exception failure) {
    String reason = reason(failure);
    String words = reason.toLowerCase(Locale.ROOT);
    if (words.contains("no space left") || words.contains("quota")) {
      return "The disk of the backup folder %s is full; delete what is not needed there, enlarge it, or set BACKUP_DIR to another disk: df -h."
          .formatted(folder);
    }
    if (failure instanceof AccessDeniedException || words.contains("permission denied")) {
      return "The backup folder %s may not be written by the user that runs this; see its owner and mode (ls -ld), or set BACKUP_DIR."
          .formatted(folder);
    }
    if (words.contains("read-only file system")) {
      return "The backup folder %s is on a disk that is mounted read-only; set BACKUP_DIR to another folder, or mount it for writing."
          .formatted(folder);
    }
    if (failure instanceof IOException) {
      return "The backup folder %s cannot be used: %s; see BACKUP_DIR, its owner and its disk."
          .formatted(folder, reason);
    }
    return "The backup could not be made: %s; see the database, with workrail doctor, and the log of the server."
        .formatted(reason);
  }

  private static String reason(Exception failure) {
    if (failure instanceof FileSystemException named) {
      return named.getReason() == null
          ? "%s (%s)".formatted(named.getFile(), kind(failure))
          : String.valueOf(named.getReason());
    }
    return String.valueOf(failure.getMessage());
  }

  private static String kind(Exception failure) {
    return failure.getClass().getSimpleName().replace("Exception", "");
  }
}
