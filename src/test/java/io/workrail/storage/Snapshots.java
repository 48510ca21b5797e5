package io.workrail.storage;

import io.workrail.storage.swap.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Copies of a folder at each step of something that changes it: what a disk would hold if the
 * process were killed there.
 */
public final class Snapshots implements Progress {
  private final Path folder;
  private final Path copies;
  private final List<Path> taken = new ArrayList<>();

  /** Copies of this folder, into another one. */
  public Snapshots(Path folder, Path copies) throws IOException {
    this.folder = folder;
    this.copies = Files.createDirectories(copies);
    reached("before");
  }

  @Override
  public void reached(String step) throws IOException {
    Path copy = copies.resolve(taken.size() + " " + step);
    copy(folder, copy);
    taken.add(copy);
  }

  /** One for each step, the first from before all. */
  public List<Path> taken() {
    return taken;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Files.copy(
            path,
            to.resolve(from.relativize(path).toString()),
            LinkOption.NOFOLLOW_LINKS,
            java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
