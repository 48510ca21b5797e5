package io.workrail.backup;

import io.workrail.storage.Ownership;
import io.workrail.storage.swap.Disk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The folder with the archives. Each has a side file, in the form of {@code sha256sum}, when it was
 * verified. One process works here at a time; what a killed one left is removed by the next.
 */
public final class BackupFolder {
  private static final String LOCK = ".workrail-backup.lock";
  private static final String SCRATCH = ".workrail-backup.scratch";
  private static final String DRAFT = ".workrail-backup.draft";
  private static final String SEAL_DRAFT = ".workrail-backup.seal";

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> FOLDER_OF_OWNER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /**
   * The folders that this process works on. A second channel must not even be opened: closing any
   * descriptor of a file ends all locks of the process on it (fcntl(2)).
   */
  private static final Set<Path> LOCKED_HERE = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final Optional<Path> dataDirectory;

  /** A folder, which is made when something is put there. */
  public BackupFolder(Path path) {
    this(path, Optional.empty());
  }

  private BackupFolder(Path path, Optional<Path> dataDirectory) {
    this.path = path.toAbsolutePath().normalize();
    this.dataDirectory = dataDirectory;
  }

  /**
   * This folder as a server uses it: nobody works here while the data directory is away, which must
   * not be made anew under a server that runs.
   */
  BackupFolder ofServer(Path servedDirectory) {
    return new BackupFolder(path, Optional.of(servedDirectory));
  }

  /** Where it is: absolute. */
  public Path path() {
    return path;
  }

  /** Keeps everybody else away until it is closed. */
  public interface Exclusion extends AutoCloseable {
    @Override
    void close() throws IOException;
  }

  /**
   * Makes the folder if need be and takes it for one caller, who is alone among all processes.
   *
   * @throws BackupException when somebody else works here
   * @throws IOException when the folder cannot be made or written, or the data directory of a
   *     server is gone
   */
  public Exclusion lock() throws IOException {
    requireDataDirectory();
    create();
    Path key = path.toRealPath();
    if (!LOCKED_HERE.add(key)) {
      throw busy();
    }
    try {
      FileChannel channel = lockFile();
      return () -> {
        try {
          channel.close();
        } finally {
          LOCKED_HERE.remove(key);
        }
      };
    } catch (IOException | RuntimeException e) {
      LOCKED_HERE.remove(key);
      throw e;
    }
  }

  private FileChannel lockFile() throws IOException {
    Path file = path.resolve(LOCK);
    boolean isNew = !Files.exists(file);
    FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OWNER_ONLY);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw busy();
      }
      if (isNew) {
        Ownership.giveToOwnerOf(path, file);
      }
      removeRemains();
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** The archives, newest first; none when there is no folder. */
  public List<StoredArchive> list() throws IOException {
    List<StoredArchive> archives = new ArrayList<>();
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.toList()) {
        Optional<ArchiveName> name = ArchiveName.parse(file.getFileName().toString());
        if (name.isPresent() && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          read(file, name.get()).ifPresent(archives::add);
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    }
    archives.sort(Comparator.comparing(StoredArchive::createdAt).reversed());
    return archives;
  }

  /**
   * An archive by its name, which holds no path.
   *
   * @throws BackupException when there is none of this name
   */
  public StoredArchive require(String name) throws IOException {
    return ArchiveName.parse(name)
        .flatMap(known -> existing(name, known))
        .orElseThrow(
            () ->
                new BackupException(
                    BackupException.Code.NOT_FOUND,
                    "There is no archive of this name in %s; list-backups, or workrail backup list, shows them."
                        .formatted(path)));
  }

  /** A new file for the content of an archive, readable by its owner only. */
  Path createScratch() throws IOException {
    return createFile(SCRATCH);
  }

  /** A new file for an archive. */
  Path createDraft() throws IOException {
    return createFile(DRAFT);
  }

  /** Gives a draft its name: from now on it is an archive, also after a crash. */
  Path publish(Path draft, ArchiveName wanted) throws IOException {
    ArchiveName name = wanted;
    while (Files.exists(path.resolve(name.toString()), LinkOption.NOFOLLOW_LINKS)) {
      name = name.next();
    }
    Path archive = path.resolve(name.toString());
    Files.move(draft, archive, StandardCopyOption.ATOMIC_MOVE);
    return archive;
  }

  /** Makes sure that the names in the folder are so after a crash. */
  void force() throws IOException {
    Disk.force(path);
  }

  /** Notes that an archive was verified just now. Inside {@link #lock}. */
  void seal(Path archive, String sha256) throws IOException {
    Path draft = createFile(SEAL_DRAFT);
    String line = "%s  %s%n".formatted(sha256, archive.getFileName());
    Files.writeString(draft, line, StandardCharsets.UTF_8, StandardOpenOption.SYNC);
    Disk.move(draft, sealOf(archive));
  }

  /** Notes that an archive is not in order. */
  void breakSeal(Path archive) throws IOException {
    Files.deleteIfExists(sealOf(archive));
  }

  /** Deletes an archive: first what says that it is good. */
  void delete(StoredArchive archive) throws IOException {
    breakSeal(archive.path());
    Files.deleteIfExists(archive.path());
  }

  /** Removes what is only of use while an archive is made. Inside {@link #lock}. */
  void removeRemains() throws IOException {
    for (String name : List.of(SCRATCH, DRAFT, SEAL_DRAFT)) {
      Files.deleteIfExists(path.resolve(name));
    }
  }

  private void requireDataDirectory() throws IOException {
    if (dataDirectory.isPresent() && !Files.isDirectory(dataDirectory.get())) {
      throw new IOException(
          "the data folder %s is gone: bring it back (is it mounted?)"
              .formatted(dataDirectory.get().toAbsolutePath().normalize()));
    }
  }

  private void create() throws IOException {
    if (Files.isDirectory(path)) {
      return;
    }
    Path parent = Objects.requireNonNullElse(path.getParent(), path);
    Files.createDirectories(parent);
    Files.createDirectories(path, FOLDER_OF_OWNER);
    Ownership.giveToOwnerOf(parent, path);
    Disk.force(parent);
  }

  private Path createFile(String name) throws IOException {
    Path file = path.resolve(name);
    Files.deleteIfExists(file);
    Files.createFile(file, OWNER_ONLY);
    Ownership.giveToOwnerOf(path, file);
    return file;
  }

  private Optional<StoredArchive> existing(String name, ArchiveName known) {
    Path file = path.resolve(name);
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        ? read(file, known)
        : Optional.empty();
  }

  /** Nothing when it was deleted at this moment. */
  private static Optional<StoredArchive> read(Path file, ArchiveName name) {
    try {
      return Optional.of(
          new StoredArchive(file, name.createdAt(), Files.size(file), readSeal(sealOf(file))));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<StoredArchive.Seal> readSeal(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    String sha256 = Files.readString(file).split("\\s", 2)[0];
    return sha256.matches("[0-9a-f]{64}")
        ? Optional.of(new StoredArchive.Seal(sha256, Files.getLastModifiedTime(file).toInstant()))
        : Optional.empty();
  }

  private static Path sealOf(Path archive) {
    return archive.resolveSibling(archive.getFileName() + ArchiveName.SEAL_SUFFIX);
  }

  private static BackupException busy() {
    return new BackupException(
        BackupException.Code.BUSY,
        "A backup, a verification or a restore runs already; wait for its end and call again.");
  }
}
