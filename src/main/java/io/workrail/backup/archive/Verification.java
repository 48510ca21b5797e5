package io.workrail.backup.archive;

import java.util.List;
import java.util.Optional;

/**
 * What was found in an archive.
 *
 * @param manifest when it could be read
 * @param faults empty when everything that the manifest names is there and nothing else
 * @param sha256 of the file
 * @param size of the file in bytes
 */
public record Verification(
    Optional<Manifest> manifest, List<ArchiveFault> faults, String sha256, long size) {
  public Verification {
    faults = List.copyOf(faults);
  }

  /** Whether the archive is whole. */
  public boolean isWhole() {
    return faults.isEmpty();
  }
}
