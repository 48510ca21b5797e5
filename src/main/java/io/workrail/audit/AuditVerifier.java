package io.workrail.audit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;

/** Reads the whole log and says whether it is what was written. Works beside a running server. */
final class AuditVerifier {
  private static final int LONGEST_LINE = 1_048_576;

  private final AuditFolder folder;

  AuditVerifier(AuditFolder folder) {
    this.folder = folder;
  }

  /** Whether there is a log at all. */
  boolean isThere() {
    return Files.exists(folder.lock());
  }

  /**
   * Verifies.
   *
   * @param from the number of the first entry that must be there, 1 unless older files were put
   *     away
   */
  AuditReport verify(long from) throws IOException {
    try (AuditSnapshot snapshot = AuditSnapshot.of(folder)) {
      ChainChecker checker = new ChainChecker(snapshot.head(), from);
      for (AuditSnapshot.Segment segment : snapshot.segments()) {
        read(segment, checker);
      }
      return checker.finish();
    }
  }

  private static void read(AuditSnapshot.Segment segment, ChainChecker checker) throws IOException {
    InputStream in = new BufferedInputStream(Channels.newInputStream(segment.file()));
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long number = 1;
    for (long i = 0; i < segment.size(); i++) {
      int next = in.read();
      if (next == '\n') {
        checker.accept(segment.name(), number, line.toByteArray());
        line.reset();
        number++;
      } else if (line.size() < LONGEST_LINE) {
        line.write(next);
      }
    }
    if (line.size() > 0) {
      checker.note(
          "%s ends with a torn line; the next start cuts and records it".formatted(segment.name()));
    }
  }
}
