package io.workrail.audit;

import static java.nio.file.StandardOpenOption.READ;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The log at one moment, for a reader that takes its time while the server writes on.
 *
 * @param head what was written last; nothing when that file is missing or unreadable
 */
record AuditSnapshot(List<Segment> segments, Optional<AuditPosition> head) implements Closeable {
  /** One file, and how long it was. */
  record Segment(String name, FileChannel file, long size) {}

  static AuditSnapshot of(AuditFolder folder) throws IOException {
    try (FileChannel lockFile = FileChannel.open(folder.lock(), READ);
        FileLock lock = lockFile.lock(0, Long.MAX_VALUE, true)) {
      assert lock.isShared();
      List<Segment> segments = new ArrayList<>();
      for (Path path : folder.segments()) {
        FileChannel file = FileChannel.open(path, READ);
        segments.add(new Segment(String.valueOf(path.getFileName()), file, file.size()));
      }
      return new AuditSnapshot(segments, folder.head());
    }
  }

  @Override
  public void close() throws IOException {
    for (Segment segment : segments) {
      segment.file().close();
    }
  }
}
