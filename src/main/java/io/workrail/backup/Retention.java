package io.workrail.backup;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long archives are kept: for a time, some of them in any case, and never without the newest
 * one that was verified. Immutable.
 */
final class Retention {
  private final Duration age;
  private final int minimum;

  /**
   * A rule.
   *
   * @param minimum of the newest archives, kept whatever their age
   */
  Retention(Duration age, int minimum) {
    this.age = age;
    this.minimum = minimum;
  }

  /** Deletes what need not be kept. Inside the lock of the folder. */
  int apply(BackupFolder folder, Instant now) throws IOException {
    List<StoredArchive> outdated = outdated(folder.list(), now);
    for (StoredArchive archive : outdated) {
      folder.delete(archive);
    }
    return outdated.size();
  }

  /**
   * Those that need not be kept.
   *
   * @param archives newest first
   */
  List<StoredArchive> outdated(List<StoredArchive> archives, Instant now) {
    Instant oldest = now.minus(age);
    return archives.stream()
        .skip(minimum)
        .filter(archive -> archive.createdAt().isBefore(oldest))
        .filter(archive -> !archive.equals(newestVerified(archives)))
        .toList();
  }

  private static @Nullable StoredArchive newestVerified(List<StoredArchive> archives) {
    return archives.stream().filter(StoredArchive::isVerified).findFirst().orElse(null);
  }
}
