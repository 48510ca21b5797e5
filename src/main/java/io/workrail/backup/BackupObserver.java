package io.workrail.backup;

/** Hears how backups ended, for what is counted. Thread-safe. */
interface BackupObserver {
  /** How it ended. */
  enum Outcome {
    /** As it should. */
    OK,
    /** Not so. */
    FAILED
  }

  /** An attempt to make an archive ended. */
  void made(Outcome outcome);

  /** An attempt to send one away ended. */
  void uploaded(Outcome outcome);

  /** Nobody listens. */
  static BackupObserver none() {
    return new BackupObserver() {
      @Override
      public void made(Outcome outcome) {}

      @Override
      public void uploaded(Outcome outcome) {}
    };
  }
}
