package io.workrail.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Who uses a database file: one server for its whole life, any number of commands beside it, and
 * whoever puts another file into its place, alone but for that server. It is kept in a file beside
 * the database, by locks of the operating system, which end with the process however it ends.
 * Thread-safe.
 */
final class DataLock {
  /** Closing any descriptor of a file ends all locks of the process on it: one a file, shared. */
  private static final Map<Path, DataLock> OPEN = new HashMap<>();

  private static final Duration STEP = Duration.ofMillis(20);
  private static final String ENDING = ".lock";

  /** The bytes of the file that stand for the uses. */
  private static final long SERVER = 0;

  private static final long USERS = 1;

  private final FileChannel channel;
  private int holds;
  private int users;
  private boolean hasServer;
  private boolean isReplacing;
  private @Nullable FileLock lockOfUsers;

  private DataLock(FileChannel channel) {
    this.channel = channel;
  }

  /** A use of the file that goes on until it is closed. */
  interface Hold extends AutoCloseable {
    @Override
    void close();
  }

  private interface Attempt {
    Optional<Hold> make(DataLock lock) throws IOException;
  }

  /**
   * The server on a file; nothing when another one is there and does not end soon. Its folder is
   * made if there is none.
   */
  static Optional<Hold> serve(Path file, Duration patience) throws IOException {
    Files.createDirectories(folder(file));
    return await(file, patience, DataLock::tryToServe);
  }

  /**
   * A command; nothing while somebody replaces the file and does not end soon. Its folder is made
   * if there is none.
   */
  static Optional<Hold> use(Path file, Duration patience) throws IOException {
    Files.createDirectories(folder(file));
    return await(file, patience, DataLock::tryToUse);
  }

  /**
   * Whoever replaces the file; nothing when commands work on it and do not end soon. Its folder
   * must be there: this happens in a server whose folder may have gone away.
   */
  static Optional<Hold> replace(Path file, Duration patience) throws IOException {
    return await(file, patience, DataLock::tryToReplace);
  }

  private static Optional<Hold> await(Path file, Duration patience, Attempt attempt)
      throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    Optional<Hold> hold = attempt(file, attempt);
    while (hold.isEmpty() && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(STEP.toNanos());
      hold = attempt(file, attempt);
    }
    return hold;
  }

  private static Optional<Hold> attempt(Path file, Attempt attempt) throws IOException {
    synchronized (OPEN) {
      Path key = lockFile(file);
      DataLock lock = OPEN.get(key);
      if (lock == null) {
        lock = new DataLock(open(key));
        OPEN.put(key, lock);
      }
      DataLock used = lock;
      try {
        Optional<Hold> hold = attempt.make(used);
        hold.ifPresent(given -> used.holds++);
        return hold.map(given -> once(() -> end(key, used, given)));
      } finally {
        closeIfUnused(key, used);
      }
    }
  }

  /** Whether somebody has used this file before; what was used once does not go away by itself. */
  static boolean wasUsed(Path file) {
    return Files.exists(file.resolveSibling(file.getFileName() + ENDING));
  }

  private static Path lockFile(Path file) throws IOException {
    return folder(file).toRealPath().resolve(file.getFileName() + ENDING);
  }

  private static Path folder(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent());
  }

  private static FileChannel open(Path file) throws IOException {
    FileChannel channel;
    try {
      channel =
          FileChannel.open(
              file,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileSystemException e) {
      throw unusable(file, e);
    }
    Ownership.giveToOwnerOfFolder(file);
    return channel;
  }

  /** Java's own sentence for a file of somebody else is its path and nothing more. */
  static IOException unusable(Path file, FileSystemException failure) {
    String reason =
        failure instanceof AccessDeniedException
            ? "this user may not read and write it"
            : Objects.requireNonNullElse(failure.getReason(), failure.getClass().getSimpleName());
    return new UnusableLockException(
        ("its lock %s cannot be opened: %s; run this as the user of the server, or give the file to"
                + " that user, as root: chown --reference=%s %s")
            .formatted(file, reason, file.getParent(), file),
        failure);
  }

  private static void end(Path key, DataLock lock, Hold hold) {
    synchronized (OPEN) {
      hold.close();
      lock.holds--;
      closeIfUnused(key, lock);
    }
  }

  private static void closeIfUnused(Path key, DataLock lock) {
    if (lock.holds == 0) {
      OPEN.remove(key);
      closeQuietly(lock.channel);
    }
  }

  private Optional<Hold> tryToServe() throws IOException {
    FileLock lock = hasServer ? null : channel.tryLock(SERVER, 1, false);
    if (lock == null) {
      return Optional.empty();
    }
    hasServer = true;
    return Optional.of(
        () -> {
          hasServer = false;
          closeQuietly(lock);
        });
  }

  private Optional<Hold> tryToUse() throws IOException {
    if (isReplacing) {
      return Optional.empty();
    }
    if (users == 0) {
      lockOfUsers = channel.tryLock(USERS, 1, true);
    }
    if (lockOfUsers == null) {
      return Optional.empty();
    }
    users++;
    return Optional.of(
        () -> {
          users--;
          if (users == 0) {
            unlockUsers();
          }
        });
  }

  private Optional<Hold> tryToReplace() throws IOException {
    if (isReplacing || users > 0) {
      return Optional.empty();
    }
    lockOfUsers = channel.tryLock(USERS, 1, false);
    if (lockOfUsers == null) {
      return Optional.empty();
    }
    isReplacing = true;
    return Optional.of(
        () -> {
          isReplacing = false;
          unlockUsers();
        });
  }

  private void unlockUsers() {
    closeQuietly(Objects.requireNonNull(lockOfUsers));
    lockOfUsers = null;
  }

  private static Hold once(Runnable end) {
    return new Hold() {
      private boolean ended;

      @Override
      public synchronized void close() {
        if (!ended) {
          ended = true;
          end.run();
        }
      }
    };
  }

  /** What cannot be closed ends with the process. */
  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      throw new IllegalStateException("a lock file cannot be closed", e);
    }
  }
}
