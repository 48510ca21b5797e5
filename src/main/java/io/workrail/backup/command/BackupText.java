package io.workrail.backup.command;

import io.workrail.backup.Backup;
import java.nio.file.Path;
import java.util.Locale;

/** Archives for people at a terminal. */
final class BackupText {
  private static final double MEBIBYTE = 1024.0 * 1024.0;

  private BackupText() {}

  /** One archive in one line. */
  static String line(Backup backup) {
    return String.format(
        Locale.ROOT,
        "%-12s  %s  %8.2f MiB  %s",
        backup.verified() ? "verified" : "not verified",
        backup.timestamp(),
        backup.size() / MEBIBYTE,
        Path.of(backup.path()));
  }
}
