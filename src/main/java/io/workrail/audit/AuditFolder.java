package io.workrail.audit;

import io.workrail.storage.Ownership;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of the log: {@code audit.jsonl}, which grows; {@code audit-<number of its first
 * line>.jsonl}, full ones; {@code audit.head}, the last line's number and hash, which shows when
 * lines at the end are gone; {@code audit.lock}, held by whoever writes.
 */
record AuditFolder(Path path) {
  private static final Logger LOG = LoggerFactory.getLogger(AuditFolder.class);
  private static final Pattern FULL = Pattern.compile("audit-\\d{12}\\.jsonl");
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> OWNER_ONLY_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  Path current() {
    return path.resolve("audit.jsonl");
  }

  Path lock() {
    return path.resolve("audit.lock");
  }

  private Path headFile() {
    return path.resolve("audit.head");
  }

  /**
   * Makes what is missing. Only a start does this: a server whose folder went away must not begin
   * another chain beside the one that comes back.
   */
  void create() throws IOException {
    if (!Files.isDirectory(path)) {
      Path parent = path.resolveSibling("");
      Files.createDirectories(parent);
      Files.createDirectories(path, OWNER_ONLY_FOLDER);
      Ownership.giveToOwnerOf(parent, path);
    }
    createFile(lock());
    createFile(current());
  }

  /**
   * Tells this folder from another one at its place.
   *
   * @throws FolderGoneException when there is none with a log
   */
  Object identity() throws IOException {
    try {
      if (Files.exists(lock())) {
        return Objects.requireNonNull(
            Files.readAttributes(path, BasicFileAttributes.class).fileKey(), "fileKey");
      }
    } catch (NoSuchFileException e) {
      throw new FolderGoneException(path, e);
    }
    throw new FolderGoneException(path, null);
  }

  /** The last file, made anew when somebody took it away; the head tells that lines are lost. */
  FileChannel openCurrent() throws IOException {
    createFile(current());
    return FileChannel.open(current(), StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  FileChannel openHead() throws IOException {
    createFile(headFile());
    return FileChannel.open(headFile(), StandardOpenOption.WRITE);
  }

  /** All files with lines, in the order of the chain. */
  List<Path> segments() throws IOException {
    List<Path> segments = new ArrayList<>();
    try (Stream<Path> files = Files.list(path)) {
      files
          .filter(file -> FULL.matcher(file.getFileName().toString()).matches())
          .sorted()
          .forEach(segments::add);
    }
    if (Files.exists(current())) {
      segments.add(current());
    }
    return segments;
  }

  /** Puts the full file aside and begins a new one; never over an older one. */
  void rotate(long firstSeq) throws IOException {
    Path full = path.resolve("audit-%012d.jsonl".formatted(firstSeq));
    if (Files.exists(full)) {
      LOG.warn("{} exists, so {} goes on growing; see workrail audit verify", full, current());
      return;
    }
    Files.move(current(), full);
    createFile(current());
    try (FileChannel folder = FileChannel.open(path)) {
      folder.force(true);
    }
  }

  /** What was written last, as far as is known. */
  Optional<AuditPosition> head() throws IOException {
    try {
      return AuditPosition.parse(Files.readString(headFile(), StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private void createFile(Path file) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    try {
      Files.createFile(file, OWNER_ONLY);
      Ownership.giveToOwnerOf(path, file);
    } catch (FileAlreadyExistsException e) {
      // Another process made it at the same moment.
      return;
    }
  }
}
