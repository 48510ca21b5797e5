package io.workrail.backup;

import java.nio.file.Path;

/** Hears how backups ended, for the log and for what is counted. Thread-safe. */
interface BackupObserver {
  /** An archive was made and verified. */
  void made(Path archive);

  /** There is no new archive that is in order; the cause of the failure is for the log. */
  void failed(BackupException failure);

  /** An archive was sent away. */
  void sent(Path archive);

  /** An archive is only here. */
  void notSent(Path archive, String reason);

  /** Nobody listens: whoever called is told. */
  static BackupObserver none() {
    return new BackupObserver() {
      @Override
      public void made(Path archive) {}

      @Override
      public void failed(BackupException failure) {}

      @Override
      public void sent(Path archive) {}

      @Override
      public void notSent(Path archive, String reason) {}
    };
  }
}
