package io.workrail.backup.archive;

import java.io.IOException;
import java.io.InputStream;

/** Takes the entries of an archive, in its order, the manifest left out. */
@FunctionalInterface
public interface EntryConsumer {
  /**
   * Takes one.
   *
   * @param name one of those that an archive may have
   * @param content ends with the entry; good for this call only. What was not read is skipped.
   */
  void accept(String name, InputStream content) throws IOException;
}
