package io.workrail.backup.restore;

import io.workrail.backup.restore.RestoreException.Code;
import io.workrail.storage.Ownership;
import io.workrail.storage.swap.Disk;
import io.workrail.storage.swap.FileSwap;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a restore works: in folders of the data directory, or beside what is replaced when that
 * lies on another file system, because only there a rename puts something in place. Not
 * thread-safe.
 */
final class Places implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Places.class);
  private static final String SCRATCH = "restore-scratch";
  private static final String KEPT = "before-restore-";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path dataDirectory;
  private final String keptName;
  private final Set<Path> scratches = new LinkedHashSet<>();
  private final Set<Path> keeping = new LinkedHashSet<>();

  private Places(Path dataDirectory, String keptName) {
    this.dataDirectory = dataDirectory;
    this.keptName = keptName;
  }

  /** Places for a restore that begins now. What a killed one left is removed. */
  static Places open(Path dataDirectory, Instant now) throws IOException {
    Files.createDirectories(dataDirectory);
    Path data = dataDirectory.toRealPath();
    String time = TIME.format(now);
    String name = KEPT + time;
    for (int number = 2; Files.exists(data.resolve(name)); number++) {
      name = KEPT + time + "-" + number;
    }
    return new Places(data, name);
  }

  /** An empty folder for what nobody renames. */
  Path scratch() throws IOException {
    return scratch(dataDirectory);
  }

  /** An empty folder from which a rename leads to a place. */
  Path scratchFor(Path target) throws IOException {
    return scratch(baseFor(target));
  }

  /** The name of the folder for what is replaced, in the data directory. */
  Path kept() {
    return dataDirectory.resolve(keptName);
  }

  /** A folder to which a rename leads from a place, made if need be. */
  Path keptFor(Path target) throws IOException {
    Path folder = baseFor(target).resolve(keptName);
    if (keeping.add(folder)) {
      try {
        Files.createDirectory(folder, OWNER_ONLY);
      } catch (FileAlreadyExistsException e) {
        throw new RestoreException(Code.PLACE, folder + " is in the way; move it", e);
      }
      Ownership.giveToOwnerOfFolder(folder);
      Disk.force(Objects.requireNonNull(folder.getParent()));
    }
    return folder;
  }

  /** The data directory, without links. */
  Path dataDirectory() {
    return dataDirectory;
  }

  private Path scratch(Path base) throws IOException {
    Path folder = base.resolve(SCRATCH);
    if (scratches.add(folder)) {
      Disk.deleteAll(folder);
      Files.createDirectory(folder, OWNER_ONLY);
    }
    return folder;
  }

  private Path baseFor(Path target) throws IOException {
    Path parent = Objects.requireNonNull(target.toAbsolutePath().getParent()).toRealPath();
    return MountPoints.areOneFileSystem(parent, dataDirectory) ? dataDirectory : parent;
  }

  /** Removes what was not used. An exchange that is not decided yet needs what is here. */
  @Override
  public void close() throws IOException {
    if (FileSwap.isUnfinished(dataDirectory)) {
      return;
    }
    for (Path folder : keeping) {
      try {
        Files.deleteIfExists(folder);
      } catch (DirectoryNotEmptyException e) {
        LOG.debug("Something is kept in {}", folder);
      }
    }
    for (Path folder : scratches) {
      Disk.deleteAll(folder);
    }
  }
}
