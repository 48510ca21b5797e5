package io.workrail.backup.restore;

import io.workrail.backup.archive.Manifest;
import io.workrail.backup.restore.RestoreException.Code;
import io.workrail.health.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether the disk has room for a restore, before it begins. */
final class FreeSpace {
  /** Unpacked, in a database with its indexes, and that database's log: measured at less. */
  private static final int TIMES = 4;

  private static final long AT_LEAST = 32L * 1024 * 1024;

  private FreeSpace() {}

  static void require(Path folder, Manifest manifest) throws IOException {
    long content = manifest.entries().stream().mapToLong(Manifest.Entry::size).sum();
    require(Files.getFileStore(folder).getUsableSpace(), content, folder);
  }

  /** Sizes come from the archive: a sum that overflows is no size. */
  static void require(long free, long content, Path folder) {
    long needed =
        content > Long.MAX_VALUE / TIMES - AT_LEAST ? Long.MAX_VALUE : content * TIMES + AT_LEAST;
    if (content < 0 || free < needed) {
      throw new RestoreException(
          Code.PLACE,
          "The restore needs %s of free space in %s, there are %s: df -h. Nothing was changed."
              .formatted(Bytes.toText(needed), folder, Bytes.toText(free)));
    }
  }
}
