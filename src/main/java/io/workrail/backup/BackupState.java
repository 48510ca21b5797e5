package io.workrail.backup;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How the backups stand, by one rule for health, doctor and metrics. Lists one folder and reads a
 * few lines, so it is cheap. Thread-safe.
 */
final class BackupState {
  private static final String MAKE_ONE = "make one: workrail backup create, or POST /tasks/backup";

  private final BackupFolder folder;
  private final Supplier<Optional<Attempt>> lastAttempt;
  private final Supplier<Optional<Instant>> dataSince;
  private final BackupTimes times;
  private final Optional<Duration> warnAfter;
  private final Clock clock;
  private volatile Seen seen = Seen.NOTHING;

  /**
   * The state of a folder.
   *
   * @param dataSince when the data was begun; nothing when that cannot be told
   * @param warnAfter the tolerated age; by the schedule when there is none
   */
  BackupState(
      BackupFolder folder,
      Supplier<Optional<Attempt>> lastAttempt,
      Supplier<Optional<Instant>> dataSince,
      BackupTimes times,
      Optional<Duration> warnAfter,
      Clock clock) {
    this.folder = folder;
    this.lastAttempt = lastAttempt;
    this.dataSince = dataSince;
    this.times = times;
    this.warnAfter = warnAfter;
    this.clock = clock;
  }

  /**
   * What was found.
   *
   * @param message how it stands
   * @param mend what to do; empty when it is well
   */
  record Verdict(String message, String mend) {
    boolean isWell() {
      return mend.isEmpty();
    }

    @Override
    public String toString() {
      return isWell() ? message : message + "; " + mend;
    }
  }

  /**
   * What was seen in the folder last.
   *
   * @param newest of those that were verified
   * @param lastVerified when any of them was verified last
   */
  record Seen(Optional<StoredArchive> newest, Optional<Instant> lastVerified) {
    private static final Seen NOTHING = new Seen(Optional.empty(), Optional.empty());
  }

  /** What was seen last, from memory: a scrape must not wait for a disk that hangs. */
  Seen seen() {
    return seen;
  }

  /** Looks into the folder, and remembers what is there. */
  Seen look() throws IOException {
    List<StoredArchive> verified =
        folder.list().stream().filter(StoredArchive::isVerified).toList();
    seen =
        new Seen(
            verified.stream().findFirst(),
            verified.stream()
                .flatMap(archive -> archive.seal().stream())
                .map(StoredArchive.Seal::verifiedAt)
                .max(Comparator.naturalOrder()));
    return seen;
  }

  /** Up to when the data needs no backup any more: the newest one, else the begin of the data. */
  Optional<Instant> covered() {
    try {
      return look().newest().map(StoredArchive::createdAt).or(dataSince);
    } catch (IOException e) {
      // The verdict tells it.
      return dataSince.get();
    }
  }

  /** How it stands now. */
  Verdict verdict() {
    try {
      Optional<StoredArchive> newest = look().newest();
      List<Verdict> worries = new ArrayList<>();
      lastAttempt.get().flatMap(attempt -> worry(attempt, newest)).ifPresent(worries::add);
      Verdict age = age(newest);
      if (!age.isWell()) {
        worries.add(age);
      }
      return worries.isEmpty() ? age : joined(worries, age);
    } catch (IOException e) {
      return new Verdict(
          "the backup folder cannot be read", new FolderTrouble(folder.path()).sentence(e));
    }
  }

  private static Optional<Verdict> worry(Attempt attempt, Optional<StoredArchive> newest) {
    boolean isPast = newest.isPresent() && newest.get().createdAt().isAfter(attempt.time());
    if (!attempt.failure().isEmpty() && !isPast) {
      return Optional.of(
          new Verdict("the last backup failed at " + attempt.at(), attempt.failure()));
    }
    return attempt.uploadFailure().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Verdict(
                "the backup of %s is here, but was not sent away".formatted(attempt.at()),
                "mend BACKUP_UPLOAD_COMMAND and %s: %s"
                    .formatted(MAKE_ONE, attempt.uploadFailure())));
  }

  private Verdict age(Optional<StoredArchive> newest) {
    Instant now = clock.instant();
    Duration tolerated = warnAfter.orElseGet(() -> times.tolerated(now));
    if (newest.isEmpty()) {
      return none(now, tolerated);
    }
    Duration age = Duration.between(newest.get().createdAt(), now);
    String message =
        "the newest verified backup is %s old: %s".formatted(text(age), newest.get().name());
    return age.compareTo(tolerated) <= 0
        ? new Verdict(message, "")
        : new Verdict(message, "older than %s; %s".formatted(text(tolerated), MAKE_ONE));
  }

  private Verdict none(Instant now, Duration tolerated) {
    if (times.areOff()) {
      return new Verdict(
          "backups are off (BACKUP_SCHEDULE) and there is none in " + folder.path(),
          MAKE_ONE + ", or set BACKUP_SCHEDULE");
    }
    boolean isFresh = dataSince.get().map(since -> since.plus(tolerated).isAfter(now)).orElse(true);
    return isFresh
        ? new Verdict("no backup yet; the first is due at " + times.after(now).orElse(now), "")
        : new Verdict("there is no verified backup in " + folder.path(), MAKE_ONE);
  }

  private static Verdict joined(List<Verdict> worries, Verdict age) {
    List<String> messages = new ArrayList<>(worries.stream().map(Verdict::message).toList());
    if (age.isWell()) {
      messages.add(age.message());
    }
    return new Verdict(
        String.join(", ", messages),
        String.join(" ", worries.stream().map(Verdict::mend).toList()));
  }

  /** In the unit that tells most. */
  static String text(Duration age) {
    if (age.toDays() >= 2) {
      return age.toDays() + " days";
    }
    return age.toHours() >= 2
        ? age.toHours() + " hours"
        : Math.max(0, age.toMinutes()) + " minutes";
  }
}
