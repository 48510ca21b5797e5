package io.workrail.backup.archive;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.workrail.json.CanonicalJson;
import io.workrail.json.MalformedJsonException;
import io.workrail.json.StrictJson;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The first entry of an archive: what belongs into it.
 *
 * @param format of the archive; a release reads those up to its own
 * @param release that wrote it
 * @param createdAt ISO 8601, UTC
 * @param schemaVersion the newest migration of the database
 * @param counts how much is in it
 * @param entries the others, in their order
 * @param contentDigest over everything but time and release: the same data, the same digest
 * @param digest over everything else in the manifest
 */
@JsonPropertyOrder({
  "format",
  "release",
  "createdAt",
  "schemaVersion",
  "counts",
  "entries",
  "contentDigest",
  "digest"
})
public record Manifest(
    int format,
    String release,
    String createdAt,
    int schemaVersion,
    Counts counts,
    List<Entry> entries,
    String contentDigest,
    String digest) {
  /** What this release writes, and the newest that it reads. */
  public static final int FORMAT = 1;

  /** The name of the entry. */
  public static final String NAME = "manifest.json";

  /** Enough for a hundred thousand documents. */
  static final int MAX_BYTES = 16 * 1024 * 1024;

  private static final String DIGEST = "digest";

  /**
   * How much is in an archive.
   *
   * @param tables rows by table
   * @param workflows documents in folders
   */
  public record Counts(Map<String, Long> tables, long workflows) {
    public Counts {
      tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    }
  }

  /**
   * An entry besides the manifest.
   *
   * @param size in bytes
   * @param sha256 in hexadecimal
   */
  public record Entry(String name, long size, String sha256) {}

  /** Everything that counts as content. */
  private record Content(int format, int schemaVersion, Counts counts, List<Entry> entries) {}

  public Manifest {
    entries = List.copyOf(entries);
  }

  /** The manifest of a new archive. */
  public static Manifest of(
      String release, Instant createdAt, int schemaVersion, Counts counts, List<Entry> entries) {
    String content =
        Sha256.of(CanonicalJson.of(tree(new Content(FORMAT, schemaVersion, counts, entries))));
    Manifest bare =
        new Manifest(
            FORMAT, release, createdAt.toString(), schemaVersion, counts, entries, content, "");
    return new Manifest(
        FORMAT,
        release,
        createdAt.toString(),
        schemaVersion,
        counts,
        entries,
        content,
        bare.ownDigest());
  }

  /**
   * Reads a manifest that may come from anywhere.
   *
   * @throws FaultException when it is not one that this release understands, or was changed
   */
  static Manifest parse(byte[] json) throws FaultException {
    JsonNode tree;
    try {
      tree = StrictJson.parse(json);
    } catch (MalformedJsonException e) {
      throw new FaultException(ArchiveFault.damaged(NAME, "it is not JSON: " + e.getMessage()));
    }
    JsonNode format = tree.path("format");
    if (format.isIntegralNumber() && format.asLong() > FORMAT) {
      throw new FaultException(
          ArchiveFault.newerFormat(format.asLong(), tree.path("release").asText("unknown")));
    }
    try {
      Manifest manifest = StrictJson.mapper().treeToValue(tree, Manifest.class);
      manifest.requireIntact();
      return manifest;
    } catch (JsonProcessingException | RuntimeException e) {
      throw new FaultException(
          ArchiveFault.damaged(NAME, "it is not a manifest of format " + FORMAT));
    }
  }

  /** The whole as it stands in the archive. */
  byte[] bytes() {
    return StrictJson.writeBytes(this);
  }

  private void requireIntact() throws FaultException {
    boolean intact = digest.equals(ownDigest()) && contentDigest.equals(expectedContentDigest());
    boolean sensible = format == FORMAT && entries.stream().allMatch(entry -> entry.size() >= 0);
    if (!intact || !sensible) {
      throw new FaultException(
          ArchiveFault.damaged(NAME, "it was changed after it was written: its digest differs"));
    }
  }

  private String expectedContentDigest() {
    return Sha256.of(CanonicalJson.of(tree(new Content(format, schemaVersion, counts, entries))));
  }

  private String ownDigest() {
    ObjectNode tree = tree(this);
    tree.remove(DIGEST);
    return Sha256.of(CanonicalJson.of(tree));
  }

  private static ObjectNode tree(Object value) {
    return StrictJson.mapper().valueToTree(value);
  }
}
