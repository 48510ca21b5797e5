package io.workrail.backup.restore;

import io.workrail.backup.archive.ArchiveReader;
import io.workrail.backup.archive.Verification;
import io.workrail.storage.DataInUseException;
import io.workrail.storage.Database;
import io.workrail.storage.DatabaseConfiguration;
import io.workrail.storage.Rebuilding;
import io.workrail.storage.swap.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that a restore does up to the moment at which data are exchanged: unpacks an archive,
 * builds its database in a file, looks at it from all sides, and deletes it.
 */
public final class Rehearsal {
  private static final String SCRATCH = "verify-scratch";

  private final ArchiveReader reader;
  private final Path dataDirectory;
  private final Clock clock;

  /** A rehearsal below a data directory. */
  public Rehearsal(ArchiveReader reader, Path dataDirectory, Clock clock) {
    this.reader = reader;
    this.dataDirectory = dataDirectory;
    this.clock = clock;
  }

  /**
   * What keeps an archive from being restored, or what was wrong already when it was made.
   *
   * @param verified what was found before; whole
   * @return sentences; empty when all is well
   * @throws IOException when there is no room to build it, or somebody else does at the moment
   */
  public List<String> faults(Path archive, Verification verified) throws IOException {
    Path folder = dataDirectory.toAbsolutePath().resolve(SCRATCH);
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try (Rebuilding rebuilding = DatabaseConfiguration.inFolder(folder, clock).rebuild(folder)) {
      Path unpacked = folder.resolve("unpacked");
      Disk.deleteAll(unpacked);
      FreeSpace.require(folder, verified.manifest().orElseThrow());
      return build(
          new NewDatabase(
              rebuilding,
              verified.manifest().orElseThrow(),
              Unpacked.of(reader, archive, verified, Files.createDirectory(unpacked))));
    } catch (DataInUseException e) {
      throw new IOException("another verification builds a database; wait for its end", e);
    } finally {
      Disk.deleteAll(folder);
    }
  }

  private static List<String> build(NewDatabase database) throws IOException {
    List<String> faults = new ArrayList<>();
    try {
      database.fill();
      Database built = database.open();
      try {
        database.check(built, faults);
      } finally {
        built.stop();
      }
    } catch (RestoreException e) {
      faults.add(e.getMessage());
    }
    return faults;
  }
}
