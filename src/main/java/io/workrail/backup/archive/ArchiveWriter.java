package io.workrail.backup.archive;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Writes archives that any {@code tar} reads. Entries have no time, no owner and one mode, so that
 * the same content gives the same bytes.
 */
public final class ArchiveWriter {
  private static final int MODE = 0100600;
  private static final int BUFFER = 65_536;

  private ArchiveWriter() {}

  /**
   * Writes an archive into a file that is there and empty, and forces it to the disk.
   *
   * @param spool holds the entries of the manifest, in its order
   */
  public static void write(Path file, Manifest manifest, Spool spool) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      // Closed by hand: the channel has to be forced after the last byte and before its end.
      GZIPOutputStream gzip =
          new GZIPOutputStream(
              new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER), BUFFER);
      TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip, StandardCharsets.UTF_8.name());
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      tar.setAddPaxHeadersForNonAsciiNames(true);
      write(manifest, spool, tar);
      tar.finish();
      gzip.finish();
      gzip.flush();
      channel.force(true);
    }
  }

  private static void write(Manifest manifest, Spool spool, TarArchiveOutputStream tar)
      throws IOException {
    byte[] json = manifest.bytes();
    if (json.length > Manifest.MAX_BYTES) {
      throw new IOException("there are too many workflow documents for one archive");
    }
    begin(Manifest.NAME, json.length, tar);
    tar.write(json);
    tar.closeArchiveEntry();
    InputStream content = new BufferedInputStream(spool.content(), BUFFER);
    for (Manifest.Entry entry : manifest.entries()) {
      begin(entry.name(), entry.size(), tar);
      copy(content, entry.size(), tar);
      tar.closeArchiveEntry();
    }
  }

  private static void begin(String name, long size, TarArchiveOutputStream tar) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(size);
    entry.setMode(MODE);
    entry.setModTime(FileTime.fromMillis(0));
    entry.setIds(0, 0);
    entry.setNames("", "");
    tar.putArchiveEntry(entry);
  }

  private static void copy(InputStream from, long size, OutputStream to) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long left = size;
    while (left > 0) {
      int count = from.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (count < 0) {
        throw new IOException("the scratch file of the backup was cut off by somebody else");
      }
      to.write(buffer, 0, count);
      left -= count;
    }
  }
}
