package io.workrail.backup;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * An archive in the folder.
 *
 * @param size in bytes
 * @param seal what its last verification left; nothing when it was not in order
 */
public record StoredArchive(Path path, Instant createdAt, long size, Optional<Seal> seal) {
  /**
   * The file beside an archive that says that it was verified.
   *
   * @param sha256 of the archive then
   * @param verifiedAt when that was last
   */
  public record Seal(String sha256, Instant verifiedAt) {}

  /** Whether it was verified. */
  public boolean isVerified() {
    return seal.isPresent();
  }

  /** The name without the folder. */
  public String name() {
    return String.valueOf(path.getFileName());
  }

  /** As callers are told of it. */
  public Backup toBackup() {
    return new Backup(
        path.toString(),
        createdAt.toString(),
        size,
        seal.map(Seal::sha256).orElse(""),
        isVerified());
  }
}
