package io.workrail.backup.archive;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Something that is wrong with an archive.
 *
 * @param entry the name of the entry, fit for a terminal; empty when it is about the whole
 * @param message a sentence for the operator that names the entry
 */
@JsonPropertyOrder({"kind", "entry", "message"})
public record ArchiveFault(Kind kind, String entry, String message) {
  private static final int LONGEST_SHOWN = 200;

  /** What kind of fault. */
  public enum Kind {
    /** It belongs to no archive of this manifest. */
    @JsonProperty("extra")
    EXTRA,
    /** The manifest names it, and it is not there. */
    @JsonProperty("missing")
    MISSING,
    /** Its content is not what was written. */
    @JsonProperty("damaged")
    DAMAGED,
    /** It ends too early. */
    @JsonProperty("truncated")
    TRUNCATED,
    /** It is there twice. */
    @JsonProperty("duplicate")
    DUPLICATE,
    /** Its name could lead out of the folder it is unpacked to. */
    @JsonProperty("unsafe_name")
    UNSAFE_NAME,
    /** It is a link, a device or something else that is no file. */
    @JsonProperty("not_a_file")
    NOT_A_FILE,
    /** It is larger than the manifest says. */
    @JsonProperty("too_large")
    TOO_LARGE,
    /** A newer release wrote it in a form that this one does not know. */
    @JsonProperty("newer_format")
    NEWER_FORMAT,
    /** Its database is newer than this release. */
    @JsonProperty("newer_schema")
    NEWER_SCHEMA,
    /** The file cannot be read, or is no archive. */
    @JsonProperty("unreadable")
    UNREADABLE
  }

  static ArchiveFault extra(String entry) {
    return of(Kind.EXTRA, entry, "is in the archive, but not in its manifest");
  }

  static ArchiveFault missing(String entry) {
    return of(Kind.MISSING, entry, "is missing: the manifest names it");
  }

  static ArchiveFault behindTheBreak(String entry) {
    return of(Kind.MISSING, entry, "cannot be reached: the archive breaks off before it");
  }

  static ArchiveFault damaged(String entry, String why) {
    return of(Kind.DAMAGED, entry, "is damaged: " + why);
  }

  static ArchiveFault truncated(String entry) {
    return of(Kind.TRUNCATED, entry, "is cut off: the archive ends in the middle of it");
  }

  static ArchiveFault wrongSize(String entry, long size, long expected) {
    return size > expected
        ? of(
            Kind.TOO_LARGE, entry, "has %d bytes, the manifest allows %d".formatted(size, expected))
        : of(Kind.TRUNCATED, entry, "has only %d of its %d bytes".formatted(size, expected));
  }

  static ArchiveFault duplicate(String entry) {
    return of(Kind.DUPLICATE, entry, "is in the archive more than once");
  }

  static ArchiveFault unsafeName(String entry) {
    return of(
        Kind.UNSAFE_NAME, entry, "has a name that no archive of WorkRail has; it is not unpacked");
  }

  static ArchiveFault notAFile(String entry, String what) {
    return of(Kind.NOT_A_FILE, entry, "is " + what + ", not a file; it is not unpacked");
  }

  static ArchiveFault newerFormat(long format, String release) {
    return new ArchiveFault(
        Kind.NEWER_FORMAT,
        Manifest.NAME,
        ("the archive has format %d and was written by WorkRail %s; this release reads formats up"
                + " to %d: use that release or a newer one")
            .formatted(format, shown(release), Manifest.FORMAT));
  }

  static ArchiveFault newerSchema(int schema, int known, String release) {
    return new ArchiveFault(
        Kind.NEWER_SCHEMA,
        Manifest.NAME,
        ("the archive holds a database with schema version %d, written by WorkRail %s; this release"
                + " knows versions up to %d: use that release or a newer one")
            .formatted(schema, shown(release), known));
  }

  /** About the file as a whole. */
  static ArchiveFault unreadable(String sentence) {
    return new ArchiveFault(Kind.UNREADABLE, "", sentence);
  }

  private static ArchiveFault of(Kind kind, String entry, String predicate) {
    String name = shown(entry);
    return new ArchiveFault(kind, name, name + " " + predicate);
  }

  /** A name from anywhere must not move a cursor or fill a screen. */
  private static String shown(String text) {
    String visible = text.replaceAll("[\\p{Cc}\\p{Cf}]", "\uFFFD");
    return visible.length() > LONGEST_SHOWN ? visible.substring(0, LONGEST_SHOWN) + "…" : visible;
  }

  @Override
  public String toString() {
    return message;
  }
}
