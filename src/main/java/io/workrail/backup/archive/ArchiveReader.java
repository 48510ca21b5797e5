package io.workrail.backup.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads archives that may come from anywhere. Nothing is unpacked to the disk, and no more is read
 * than the manifest announces. Immutable.
 */
public final class ArchiveReader {
  private static final int BUFFER = 65_536;

  /** Deflate, no name and no comment: what every archive begins with. */
  private static final byte[] BEGINNING = {0x1f, (byte) 0x8b, 8, 0};

  private final int newestSchema;

  /**
   * A reader.
   *
   * @param newestSchema the schema version of this release; an archive with a newer one has a fault
   */
  public ArchiveReader(int newestSchema) {
    this.newestSchema = newestSchema;
  }

  /** Reads an archive to its end and names everything that is wrong with it. */
  public Verification verify(Path archive) {
    try {
      return pass(archive, (name, content) -> {});
    } catch (NoSuchFileException e) {
      return unreadable("there is no file " + archive);
    } catch (IOException e) {
      return unreadable(
          "the file %s cannot be read; check that it is a file, its owner, its mode and its disk"
              .formatted(archive));
    }
  }

  /**
   * Hands over the entries of an archive that was verified. Each is checked while it is read, so
   * what was made of them counts only when this returns.
   *
   * @throws IOException when the consumer fails, or the file is not the one that was verified
   */
  public void readEach(Path archive, Verification verified, EntryConsumer consumer)
      throws IOException {
    if (!verified.isWhole()) {
      throw new IllegalArgumentException("only a whole archive is read");
    }
    Verification again = pass(archive, consumer);
    if (!again.isWhole() || !again.sha256().equals(verified.sha256())) {
      throw new IOException("the archive changed while it was read; verify it again");
    }
  }

  private Verification pass(Path archive, EntryConsumer consumer) throws IOException {
    if (Files.exists(archive) && !Files.isRegularFile(archive, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("no regular file: " + archive);
    }
    MeasuredStream file = new MeasuredStream(Files.newInputStream(archive));
    // The outermost stream can go back, so that what follows the packed part is not lost.
    try (InputStream raw = new BufferedInputStream(file, BUFFER)) {
      ArchivePass pass = new ArchivePass(newestSchema, consumer);
      boolean isArchive = beginsAsOne(raw);
      if (isArchive) {
        pass.read(raw);
      }
      raw.transferTo(OutputStream.nullOutputStream());
      return new Verification(
          pass.manifest(),
          isArchive
              ? pass.faults()
              : List.of(ArchiveFault.unreadable("the file is empty, or no archive of WorkRail")),
          file.sha256(),
          file.size());
    }
  }

  private static boolean beginsAsOne(InputStream raw) throws IOException {
    raw.mark(BEGINNING.length);
    byte[] beginning = raw.readNBytes(BEGINNING.length);
    raw.reset();
    return Arrays.equals(beginning, BEGINNING);
  }

  private static Verification unreadable(String sentence) {
    return new Verification(Optional.empty(), List.of(ArchiveFault.unreadable(sentence)), "", 0);
  }
}
