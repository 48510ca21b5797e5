package io.workrail.backup;

import io.workrail.storage.Database;
import io.workrail.storage.TestDatabase;
import java.nio.file.Path;

/** Makes a backup in a process of its own, which ends at a step as if it were killed. */
final class EndingBackup {
  /** As the shell tells of a process that was killed. */
  static final int KILLED = 137;

  private EndingBackup() {}

  /** The place, and the step at which the process ends. */
  public static void main(String[] arguments) throws Exception {
    ArchiveMaker.Step end = ArchiveMaker.Step.valueOf(arguments[1]);
    Database database = TestDatabase.sqlite(Path.of(arguments[0]));
    BackupFixture fixture = new BackupFixture(Path.of(arguments[0]), database);
    fixture
        .backups(
            "",
            step -> {
              if (step == end) {
                Runtime.getRuntime().halt(KILLED);
              }
            })
        .create(fixture.source());
  }
}
