package io.workrail.backup;

import io.workrail.backup.ArchiveMaker.Progress;
import io.workrail.backup.ArchiveMaker.Step;
import io.workrail.backup.archive.Verification;
import io.workrail.storage.StorageUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The backups of a server: the one room behind schedule, operation and command. One thing at a
 * time, across all processes that use the folder. Thread-safe.
 */
public final class Backups {
  private final BackupFolder folder;
  private final Rules rules;
  private final Examiner examiner;
  private final Attempts attempts;
  private final BackupObserver observer;
  private final Clock clock;
  private final Progress progress;

  /** What is done with archives: read, kept and sent away. */
  record Rules(Examiner examiner, Retention retention, Upload upload) {}

  Backups(BackupFolder folder, Rules rules, BackupObserver observer, Clock clock) {
    this(folder, rules, observer, clock, step -> {});
  }

  Backups(
      BackupFolder folder, Rules rules, BackupObserver observer, Clock clock, Progress progress) {
    this.folder = folder;
    this.rules = rules;
    this.examiner = rules.examiner();
    this.attempts = new Attempts(folder.path());
    this.observer = observer;
    this.clock = clock;
    this.progress = progress;
  }

  /** The folder with the archives. */
  public BackupFolder folder() {
    return folder;
  }

  /** How the last attempt of any process ended. */
  Optional<Attempt> lastAttempt() {
    return attempts.last();
  }

  /**
   * An archive that was made, and what its verification found.
   *
   * @param uploadFailure a sentence when it could not be sent away
   */
  public record Made(Backup backup, Verification verification, Optional<String> uploadFailure) {}

  /**
   * Makes an archive, verifies it, deletes old ones and sends it away.
   *
   * @throws BackupException when there is none; one that is not in order is there all the same
   */
  public Made create(BackupSource source) {
    Instant now = clock.instant();
    try (BackupFolder.Exclusion alone = lock()) {
      assert alone != null;
      progress.reached(Step.LOCKED);
      return makeAndVerify(source, now);
    } catch (BackupException e) {
      throw e.code() == BackupException.Code.BUSY ? e : failed(now, e);
    } catch (StorageUnavailableException e) {
      throw failed(now, unavailable(e));
    } catch (IOException | RuntimeException e) {
      throw failed(now, failure(e));
    }
  }

  private Made makeAndVerify(BackupSource source, Instant now) throws IOException {
    Path archive;
    try {
      archive = new ArchiveMaker(folder, source, progress).make(now);
    } finally {
      folder.removeRemains();
    }
    Verification verification = verifyAndSeal(archive);
    requireGoingOn();
    Backup backup = folder.require(String.valueOf(archive.getFileName())).toBackup();
    if (!verification.isWhole()) {
      note(now, damaged(archive, verification));
      return new Made(backup, verification, Optional.empty());
    }
    progress.reached(Step.VERIFIED);
    rules.retention().apply(folder, now);
    progress.reached(Step.TIDIED);
    attempts.note(Attempt.succeeded(now));
    observer.made(archive);
    return new Made(backup, verification, send(archive, now));
  }

  private Optional<String> send(Path archive, Instant now) {
    if (!rules.upload().isWanted()) {
      return Optional.empty();
    }
    try {
      rules.upload().send(archive);
      observer.sent(archive);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(notSent(archive, now, String.valueOf(e.getMessage())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(notSent(archive, now, "the server stopped before its end"));
    }
  }

  private String notSent(Path archive, Instant now, String reason) {
    attempts.note(Attempt.notUploaded(now, reason));
    observer.notSent(archive, reason);
    return reason;
  }

  /** The archives, newest first. */
  public List<Backup> list() {
    try {
      return folder.list().stream().map(StoredArchive::toBackup).toList();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /**
   * Reads an archive of the folder and notes whether it is in order.
   *
   * @throws BackupException when there is none of this name, or something else works here
   */
  public VerifiedBackup verify(String name) {
    return verify(name, examiner::isWhole);
  }

  /** As {@link #verify}, and builds the data of the archive to look at that. */
  public VerifiedBackup verifyDeeply(String name) {
    return verify(name, examiner::isRestorable);
  }

  /** Reads a file anywhere and notes nothing. */
  public VerifiedBackup verifyFile(Path file) {
    return examiner.isWhole(file, examiner.read(file));
  }

  /** As {@link #verifyFile}, and builds the data of the archive to look at that. */
  public VerifiedBackup verifyFileDeeply(Path file) {
    return examiner.isRestorable(file, examiner.read(file));
  }

  private VerifiedBackup verify(
      String name, BiFunction<Path, Verification, VerifiedBackup> examination) {
    try (BackupFolder.Exclusion alone = lock()) {
      assert alone != null;
      Path archive = folder.require(name).path();
      return examination.apply(archive, verifyAndSeal(archive));
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private BackupFolder.Exclusion lock() {
    try {
      return folder.lock();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private Verification verifyAndSeal(Path archive) throws IOException {
    Verification verification = examiner.read(archive);
    requireGoingOn();
    if (verification.isWhole()) {
      folder.seal(archive, verification.sha256());
    } else {
      folder.breakSeal(archive);
    }
    return verification;
  }

  /** A stop interrupts the thread; then what could not be read says nothing about the archive. */
  private static void requireGoingOn() {
    if (Thread.currentThread().isInterrupted()) {
      throw abandoned();
    }
  }

  private BackupException failed(Instant now, BackupException failure) {
    if (failure.code() != BackupException.Code.ABANDONED) {
      note(now, failure);
    }
    return failure;
  }

  private void note(Instant now, BackupException failure) {
    attempts.note(Attempt.failed(now, failure.getMessage()));
    observer.failed(failure);
  }

  private static BackupException damaged(Path archive, Verification verification) {
    return new BackupException(
        BackupException.Code.FAILED,
        "The archive %s is not in order when it is read back: %s. Look at the disk of BACKUP_DIR, and make another one."
            .formatted(archive, verification.faults().get(0)));
  }

  private BackupException failure(Exception thrown) {
    if (Thread.currentThread().isInterrupted()) {
      return abandoned();
    }
    return new BackupException(new FolderTrouble(folder.path()).sentence(thrown), thrown);
  }

  private static BackupException unavailable(StorageUnavailableException e) {
    return Thread.currentThread().isInterrupted()
        ? abandoned()
        : new BackupException(
            e.reason().sentence()
                + "; nothing could be read from it. Its own check in GET /health says what to do.",
            e);
  }

  private static BackupException abandoned() {
    return new BackupException(
        BackupException.Code.ABANDONED, "The server stops; the next start makes another backup.");
  }
}
