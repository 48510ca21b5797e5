package io.workrail.backup.command;

import io.workrail.backup.Backup;
import io.workrail.health.Bytes;
import java.nio.file.Path;
import java.util.Locale;

/** Archives for people at a terminal. */
final class BackupText {
  private BackupText() {}

  /** One archive in one line. */
  static String line(Backup backup) {
    return String.format(
        Locale.ROOT,
        "%-12s  %s  %9s  %s",
        backup.verified() ? "verified" : "not verified",
        backup.timestamp(),
        Bytes.toText(backup.size()),
        Path.of(backup.path()));
  }
}
