package io.workrail.backup.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What is on the disk, to see that nothing was written. */
final class OnDisk {
  private OnDisk() {}

  /** Every file and folder below a folder. */
  static List<Path> listing(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.sorted().toList();
    }
  }
}
