package io.workrail.health;

import com.codahale.metrics.health.HealthCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Red when the server is about to run out of disk. */
final class DiskHealthCheck extends HealthCheck {
  private final List<Path> folders;
  private final long minimum;
  private final FreeSpace freeSpace;

  /** Tells how many bytes this process can still write below a folder. */
  @FunctionalInterface
  interface FreeSpace {
    long below(Path folder) throws IOException;

    /** What the file system says. */
    static FreeSpace ofFileSystem() {
      return folder -> Files.getFileStore(folder).getUsableSpace();
    }
  }

  /**
   * A check of the file systems of these folders.
   *
   * @param minimum bytes that must be free
   */
  DiskHealthCheck(List<Path> folders, long minimum, FreeSpace freeSpace) {
    this.folders = List.copyOf(folders);
    this.minimum = minimum;
    this.freeSpace = freeSpace;
  }

  @Override
  protected Result check() {
    List<String> found = new ArrayList<>();
    boolean enough = true;
    for (Path folder : folders) {
      try {
        long free = freeSpace.below(existing(folder));
        enough &= free >= minimum;
        found.add("%s free below %s".formatted(Bytes.toText(free), folder));
      } catch (IOException e) {
        enough = false;
        found.add("the free space below %s cannot be read (is it mounted?)".formatted(folder));
      }
    }
    String all = String.join(", ", found);
    return enough
        ? Result.healthy("%s", all)
        : Result.unhealthy(
            "%s; at least %s is needed: delete old logs and backups or enlarge the disk",
            all, Bytes.toText(minimum));
  }

  /** A folder that is made later lies on the file system of the one that is there. */
  private static Path existing(Path folder) {
    @Nullable Path candidate = folder.toAbsolutePath();
    while (candidate != null && !Files.exists(candidate)) {
      candidate = candidate.getParent();
    }
    return candidate == null ? folder : candidate;
  }
}
