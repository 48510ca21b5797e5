package io.workrail.backup.archive;

import io.workrail.backup.archive.BoundedStream.TooMuchException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Goes through the entries of one archive once. Used once, by one thread. */
final class ArchivePass {
  /** Enough for the header of an entry with a long name, and for what fills the entry before. */
  private static final long HEADERS = 64 * 1024;

  /** What is read of entries that do not belong here, to find those that do. */
  private static final long MOST_SKIPPED = 64L * 1024 * 1024;

  private static final int RECORD = 512;
  private static final String THE_END = "the end of the archive";

  private final int newestSchema;
  private final EntryConsumer consumer;
  private final List<ArchiveFault> faults = new ArrayList<>();
  private final Map<String, Manifest.Entry> expected = new LinkedHashMap<>();
  private final Set<String> seen = new HashSet<>();
  private Optional<Manifest> manifest = Optional.empty();
  private long skipped;

  ArchivePass(int newestSchema, EntryConsumer consumer) {
    this.newestSchema = newestSchema;
    this.consumer = consumer;
  }

  /** What the archive said of itself, after {@link #read}. */
  Optional<Manifest> manifest() {
    return manifest;
  }

  /** What is wrong, after {@link #read}. */
  List<ArchiveFault> faults() {
    return faults;
  }

  /**
   * Goes through an archive.
   *
   * @param raw the packed bytes; can go back to a mark
   * @throws IOException what the consumer throws
   */
  void read(InputStream raw) throws IOException {
    boolean complete = false;
    try {
      readEntries(raw);
      complete = true;
    } catch (FaultException e) {
      faults.add(e.fault());
    } catch (ConsumerException e) {
      throw e.failure;
    } catch (IOException | RuntimeException e) {
      addFailure(nextExpected(), e);
    }
    for (String name : expected.keySet()) {
      if (!seen.contains(name)) {
        faults.add(complete ? ArchiveFault.missing(name) : ArchiveFault.behindTheBreak(name));
      }
    }
  }

  private void readEntries(InputStream raw) throws IOException, FaultException, ConsumerException {
    BoundedStream unpacked =
        new BoundedStream(
            GzipCompressorInputStream.builder()
                .setInputStream(raw)
                .setDecompressConcatenated(false)
                .get());
    unpacked.allow(HEADERS);
    // Not closed: what follows in the file is still to be measured.
    TarArchiveInputStream tar = new TarArchiveInputStream(unpacked, RECORD, RECORD, "UTF-8", false);
    readManifest(tar, unpacked);
    unpacked.allow(HEADERS);
    TarArchiveEntry entry;
    while ((entry = tar.getNextEntry()) != null) {
      read(entry, tar, unpacked);
      unpacked.allow(HEADERS);
    }
    unpacked.allow(0);
    if (unpacked.read() >= 0 || raw.read() >= 0) {
      faults.add(ArchiveFault.unreadable("something stands behind " + THE_END));
    }
  }

  private void readManifest(TarArchiveInputStream tar, BoundedStream unpacked)
      throws IOException, FaultException {
    TarArchiveEntry first = tar.getNextEntry();
    if (first == null || !first.getName().equals(Manifest.NAME) || kind(first).isPresent()) {
      throw new FaultException(
          ArchiveFault.unreadable(
              "the archive does not begin with %s: it is none of WorkRail"
                  .formatted(Manifest.NAME)));
    }
    if (first.getSize() > Manifest.MAX_BYTES) {
      throw new FaultException(
          ArchiveFault.wrongSize(Manifest.NAME, first.getSize(), Manifest.MAX_BYTES));
    }
    unpacked.allow(first.getSize() + RECORD);
    Manifest read = Manifest.parse(tar.readAllBytes());
    manifest = Optional.of(read);
    if (read.schemaVersion() > newestSchema) {
      faults.add(ArchiveFault.newerSchema(read.schemaVersion(), newestSchema, read.release()));
    }
    for (Manifest.Entry entry : read.entries()) {
      if (!EntryNames.isAllowed(entry.name()) || entry.name().equals(Manifest.NAME)) {
        throw new FaultException(ArchiveFault.unsafeName(entry.name()));
      }
      if (expected.put(entry.name(), entry) != null) {
        throw new FaultException(ArchiveFault.duplicate(entry.name()));
      }
    }
  }

  private void read(TarArchiveEntry entry, TarArchiveInputStream tar, BoundedStream unpacked)
      throws IOException, FaultException, ConsumerException {
    Optional<ArchiveFault> refusal = refusal(entry);
    Manifest.Entry announced = expected.get(entry.getName());
    if (announced != null) {
      seen.add(entry.getName());
    }
    if (refusal.isPresent() || announced == null) {
      faults.add(refusal.orElseGet(() -> ArchiveFault.extra(entry.getName())));
      skip(entry, tar, unpacked);
    } else {
      unpacked.allow(entry.getSize() + RECORD);
      check(announced, new EntryContent(tar));
    }
  }

  /** Why the content of an entry is not looked at. */
  private Optional<ArchiveFault> refusal(TarArchiveEntry entry) {
    String name = entry.getName();
    Optional<String> kind = kind(entry);
    if (kind.isPresent()) {
      return Optional.of(ArchiveFault.notAFile(name, kind.get()));
    }
    if (!EntryNames.isAllowed(name)) {
      return Optional.of(ArchiveFault.unsafeName(name));
    }
    if (seen.contains(name) || name.equals(Manifest.NAME)) {
      return Optional.of(ArchiveFault.duplicate(name));
    }
    return Optional.ofNullable(expected.get(name))
        .filter(announced -> announced.size() != entry.getSize())
        .map(announced -> ArchiveFault.wrongSize(name, entry.getSize(), announced.size()));
  }

  private void check(Manifest.Entry announced, EntryContent content)
      throws IOException, FaultException, ConsumerException {
    try {
      consumer.accept(announced.name(), content);
    } catch (IOException | RuntimeException e) {
      if (content.failure().isEmpty()) {
        throw new ConsumerException(e);
      }
    }
    try {
      if (content.failure().isEmpty()) {
        content.transferTo(OutputStream.nullOutputStream());
      }
    } catch (IOException e) {
      // The content remembers it.
    }
    if (content.failure().isPresent()) {
      throw new FaultException(fault(announced.name(), content.failure().get()));
    }
    if (!content.sha256().equals(announced.sha256())) {
      faults.add(
          ArchiveFault.damaged(
              announced.name(), "its SHA-256 is not the one that was written down"));
    }
  }

  private void skip(TarArchiveEntry entry, TarArchiveInputStream tar, BoundedStream unpacked)
      throws IOException, FaultException {
    skipped += entry.getSize();
    if (entry.getSize() > MOST_SKIPPED || skipped > MOST_SKIPPED) {
      throw new FaultException(
          ArchiveFault.damaged(
              entry.getName(), "it is too large to look behind it for what belongs here"));
    }
    unpacked.allow(entry.getSize() + RECORD);
    tar.transferTo(OutputStream.nullOutputStream());
  }

  /** What an entry is when it is no plain file. */
  private static Optional<String> kind(TarArchiveEntry entry) {
    if (entry.isSparse()) {
      return Optional.of("a file with holes");
    }
    return switch (entry.getLinkFlag()) {
      case TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM -> Optional.empty();
      case TarConstants.LF_LINK -> Optional.of("a hard link");
      case TarConstants.LF_SYMLINK -> Optional.of("a symbolic link");
      case TarConstants.LF_CHR, TarConstants.LF_BLK -> Optional.of("a device");
      case TarConstants.LF_DIR -> Optional.of("a folder");
      case TarConstants.LF_FIFO -> Optional.of("a pipe");
      default -> Optional.of("something special");
    };
  }

  private String nextExpected() {
    return expected.keySet().stream()
        .filter(name -> !seen.contains(name))
        .findFirst()
        .orElse(manifest.isEmpty() ? Manifest.NAME : THE_END);
  }

  private void addFailure(String name, Exception failure) {
    // The sum over everything repeats what the digest of an entry has said already.
    if (faults.isEmpty() || !name.equals(THE_END)) {
      faults.add(fault(name, failure));
      seen.add(name);
    }
  }

  private static ArchiveFault fault(String name, Exception failure) {
    if (failure instanceof TooMuchException) {
      return ArchiveFault.damaged(name, "it unpacks to more than the manifest allows");
    }
    boolean ended =
        failure instanceof EOFException
            || String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("truncated");
    return ended
        ? ArchiveFault.truncated(name)
        : ArchiveFault.damaged(name, "it cannot be unpacked");
  }

  /** Carries what the consumer threw past the handlers of what the archive is to blame for. */
  private static final class ConsumerException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient IOException failure;

    ConsumerException(Exception failure) {
      super(failure);
      this.failure = failure instanceof IOException known ? known : new IOException(failure);
    }
  }
}
