package io.workrail.backup;

import io.workrail.backup.restore.Restore;
import io.workrail.backup.restore.Restored;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Restores archives while nothing else works on the backups: the room behind operation and command.
 * Both throw {@link BackupException} for what the folder refuses and {@link
 * io.workrail.backup.restore.RestoreException} when nothing was restored. Thread-safe.
 */
public final class Restores {
  private final BackupFolder folder;
  private final Restore restore;

  /** Restores of this folder. */
  public Restores(BackupFolder folder, Restore restore) {
    this.folder = folder;
    this.restore = restore;
  }

  private interface Choice {
    Path archive() throws IOException;
  }

  /** Restores an archive of the folder, by its name. */
  public Restored restore(String name, String actor) {
    return alone(() -> folder.require(name).path(), actor);
  }

  /** Restores a file anywhere. */
  public Restored restoreFile(Path file, String actor) {
    return alone(() -> file, actor);
  }

  private Restored alone(Choice choice, String actor) {
    try (BackupFolder.Exclusion alone = folder.lock()) {
      assert alone != null;
      return restore.run(choice.archive(), actor);
    } catch (IOException e) {
      throw new BackupException(new FolderTrouble(folder.path()).sentence(e), e);
    }
  }
}
