package io.workrail.backup;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.workrail.backup.archive.Manifest;
import io.workrail.backup.archive.Verification;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a verification found, for callers.
 *
 * @param contentDigest of the manifest; empty when it could not be read
 * @param counts of the manifest; nothing in it when that could not be read
 * @param faults sentences, each of which names its entry
 */
@JsonPropertyOrder({"path", "size", "sha256", "verified", "contentDigest", "counts", "faults"})
public record VerifiedBackup(
    String path,
    long size,
    String sha256,
    boolean verified,
    String contentDigest,
    Manifest.Counts counts,
    List<String> faults) {
  public VerifiedBackup {
    faults = List.copyOf(faults);
  }

  static VerifiedBackup of(Path archive, Verification found, List<String> further) {
    List<String> faults =
        Stream.concat(found.faults().stream().map(String::valueOf), further.stream()).toList();
    return new VerifiedBackup(
        archive.toString(),
        found.size(),
        found.sha256(),
        faults.isEmpty(),
        found.manifest().map(Manifest::contentDigest).orElse(""),
        found.manifest().map(Manifest::counts).orElseGet(() -> new Manifest.Counts(Map.of(), 0)),
        faults);
  }
}
